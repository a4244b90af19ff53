/** What people read in German of problems with the platforms on which people write. */
export const channelProblemsDe = {
  "post.file-unknown":
    "Ich wurde unterbrochen, als ich die Datei geschickt habe, und weiß nicht, ob sie angekommen ist. Falls sie fehlt, frag bitte noch einmal danach.",
  "post.gone": "Die Nachricht, die ich ändern wollte, gibt es nicht mehr.",
  "post.root-gone":
    "Die Nachricht, mit der dieser Thread begann, gibt es nicht mehr, darum kann ich hier nicht antworten. Frag mich in einer neuen Nachricht.",
  "post.too-large":
    "{platform} konnte diese Antwort nicht zeigen, weil sie zu lang ist. Bitte frag nach weniger auf einmal.",
  "post.unshowable":
    "{platform} konnte diese Antwort nicht zeigen. Der Grund steht in meinem Log; bitte frag nach weniger auf einmal, oder sag einem Administrator Bescheid.",
  "api.model": "Ein Modell {model} gibt es hier nicht. Das einzige ist {id}.",
  "api.request": "Ich kann diese Anfrage nicht lesen: {reason}.",
  "api.too-large":
    "Diese Anfrage ist größer als {kilobytes} kB, darum habe ich sie nicht gelesen. Schick weniger oder kürzere Nachrichten.",
  "api.unsupported": "Ich unterstütze {parameter} hier nicht: Ich gebe auf eine Frage eine Antwort, als Text.",
  "slack.archived": "Dieser Kanal ist archiviert, darum kann dort niemand schreiben. Frag mich in einem anderen Kanal.",
  "slack.busy": "Slack bittet mich, langsamer zu sein, darum kommt diese Nachricht vielleicht etwas später.",
  "slack.credentials":
    "Slack nimmt mein Token nicht mehr an. Bitte einen Administrator, die App neu zu installieren und ihr Bot-Token in SLACK_BOT_TOKEN einzutragen.",
  "slack.down":
    "Slack war eben nicht erreichbar, darum kommt diese Nachricht verspätet oder gar nicht. Deine Anfrage ist nicht verloren.",
  "slack.file-delayed":
    "Die Datei fehlt, weil Slack sie eben nicht angenommen hat. Bitte frag in ein paar Minuten noch einmal.",
  "slack.file-not-allowed":
    "Die Datei fehlt, weil meine Slack-App keine Dateien hochladen darf. Bitte einen Administrator, die App aus manifests/slack.json zu aktualisieren und neu zu installieren.",
  "slack.file-refused":
    "Die Datei fehlt, weil Slack sie abgelehnt hat. Der Grund steht in meinem Log; bitte sag einem Administrator Bescheid.",
  "slack.messages-off":
    "Direktnachrichten mit meiner Slack-App sind ausgeschaltet. Bitte einen Administrator, in den Einstellungen der App den Tab „Messages“ einzuschalten.",
  "slack.missing-scope":
    "Meiner Slack-App fehlt ein Recht. Bitte einen Administrator, die App aus manifests/slack.json zu aktualisieren und neu zu installieren.",
  "slack.not-allowed":
    "Ich darf in diesem Kanal nicht schreiben. Frag mich in einem anderen Kanal oder in einer Direktnachricht.",
  "slack.not-in-channel":
    "Ich bin in diesem Kanal kein Mitglied, darum kann ich dort nicht schreiben. Lade mich mit /invite ein, und frag noch einmal.",
  "slack.refused":
    "Slack hat meine Anfrage abgelehnt. Der Grund steht in meinem Log; bitte sag einem Administrator Bescheid.",
  "slack.thread-closed":
    "Dieser Thread nimmt keine Antworten mehr an, darum kann ich hier nicht antworten. Frag mich in einer neuen Nachricht.",
  "slack.unknown-person": "Slack kennt diese Person nicht mehr, darum weiß ich nicht, ob ich antworten darf.",
  "teams.busy": "Teams bittet mich, langsamer zu sein, darum kommt diese Nachricht vielleicht etwas später.",
  "teams.credentials":
    "Teams lehnt die Zugangsdaten des Bots ab. Bitte einen Administrator, MICROSOFT_APP_ID, MICROSOFT_APP_PASSWORD, MICROSOFT_APP_TYPE und MICROSOFT_APP_TENANT_ID zu prüfen, und ob das Client-Secret abgelaufen ist.",
  "teams.down":
    "Teams war eben nicht erreichbar, darum kommt diese Nachricht verspätet oder gar nicht. Deine Anfrage ist nicht verloren.",
  "teams.file-delayed":
    "Die Datei fehlt, weil OneDrive sie eben nicht angenommen hat. Bitte versuch es in ein paar Minuten noch einmal.",
  "teams.file-refused":
    "Die Datei fehlt, weil OneDrive sie abgelehnt hat. Der Grund steht in meinem Log; bitte sag einem Administrator Bescheid.",
  "teams.gone":
    "Ich gehöre nicht mehr zu dieser Unterhaltung, darum kann ich dort nicht schreiben. Füge die App wieder hinzu, oder frag mich in einem anderen Chat.",
  "teams.not-allowed": "Ich darf in dieser Unterhaltung nicht schreiben. Frag mich in einem anderen Chat.",
  "teams.refused":
    "Teams hat diese Nachricht abgelehnt. Der Grund steht in meinem Log; bitte sag einem Administrator Bescheid.",
};
