/** What people read in German of problems with the language model, notifiers, tools, sign-ins and charts. */
export const serviceProblemsDe = {
  "model.account":
    "Das Konto des Sprachmodells ist nicht aktiv. Ich antworte ohne das Modell, bis ein Administrator das klärt.",
  "model.filtered": "Der Inhaltsfilter des Sprachmodells hat diesen Text abgelehnt. Bitte formuliere ihn anders.",
  "model.nonsense": "Das Sprachmodell gab eine Antwort, mit der ich nichts anfangen konnte.",
  "model.quota":
    "Das Budget des Sprachmodells ist aufgebraucht. Ich antworte ohne das Modell, bis ein Administrator es erhöht.",
  "model.rate-limited":
    "Das Sprachmodell hat sein Limit pro Minute erreicht. Frag in einer Minute noch einmal, wenn es die Antwort schreiben soll.",
  "model.refused": "Das Sprachmodell lehnt meine Anfragen ab. Ein Administrator findet den Grund in meinem Log.",
  "model.timeout":
    "Das Sprachmodell hat nicht rechtzeitig geantwortet. Frag noch einmal, wenn es die Antwort schreiben soll.",
  "model.too-long": "Das ist mehr Text, als das Sprachmodell auf einmal lesen kann.",
  "model.unknown":
    "Das Sprachmodell aus meinen Einstellungen gibt es nicht. Ich antworte ohne, bis ein Administrator die Einstellungen berichtigt.",
  "model.unavailable":
    "Das Sprachmodell ist gerade nicht erreichbar. Frag in ein paar Minuten noch einmal, wenn es die Antwort schreiben soll.",
  "notify.no-channel": "Den Kanal konnte ich nicht erreichen.",
  "notify.address":
    "Ich kann nicht an `{address}` schreiben: Das ist keine E-Mail-Adresse. Es wurde nichts gesendet; bitte berichtige sie.",
  "notify.busy":
    "{service} nimmt gerade keine Nachrichten an, darum wurde nichts gesendet. Bitte versuch es in ein paar Minuten noch einmal.",
  "notify.credentials":
    "{service} hat die Zugangsdaten des Bots abgelehnt, darum wurde nichts gesendet. Bitte einen Administrator, {setting} zu berichtigen; npm run doctor prüft es.",
  "notify.no-address":
    "Es gibt niemanden, an den ich schreiben kann, darum wurde nichts gesendet. Nenne eine Adresse, oder bitte einen Administrator, {setting} zu setzen.",
  "notify.refused": "{service} hat das abgelehnt, darum wurde nichts gesendet: {reason}.",
  "notify.unreachable":
    "{service} ist gerade nicht erreichbar, darum wurde nichts gesendet. Bitte versuch es in ein paar Minuten noch einmal.",
  "tool.credentials": "{tool} lehnt die Zugangsdaten des Bots ab. Bitte einen Administrator, {setting} zu prüfen.",
  "tool.no-rows": "Zu dieser Nachricht gibt es keine Tabelle mit weiteren Zeilen.",
  "tool.refused": "{tool} konnte das nicht nachsehen: {reason}.",
  "tool.unavailable":
    "{tool} ist gerade nicht erreichbar oder braucht zu lange. Bitte versuch es in ein paar Minuten noch einmal.",
  "chart.no-font":
    "Ich kann aus diesem Diagramm kein Bild machen: Seine Beschriftung hat Buchstaben, die meiner Schrift fehlen. Die Zahlen stehen in der Tabelle, und die CSV-Datei hat sie alle.",
  "chart.not-drawn":
    "Ich konnte dieses Diagramm nicht zeichnen. Die Zahlen stehen in der Tabelle, und die CSV-Datei hat sie alle.",
  "login.needed":
    "Dafür brauche ich deine eigenen Rechte in Databricks, und du bist nicht angemeldet. Tippe login, um dich anzumelden, und frag dann noch einmal.",
  "login.ended": "Deine Anmeldung bei Databricks ist abgelaufen. Tippe login, um dich wieder anzumelden.",
  "login.other-user":
    "Das wurde mit den Rechten eines anderen Databricks-Benutzers gefragt: Du bist jetzt als {user} angemeldet. Bitte frag es noch einmal.",
  "login.off":
    "Hier muss sich niemand anmelden: Ich frage Databricks mit meinen eigenen Rechten, egal, wer mich fragt.",
  "login.no-email":
    "Ich sehe hier deine E-Mail-Adresse nicht, darum weiß ich nicht, welcher Databricks-Benutzer du bist, und du kannst dich nicht anmelden. Bitte sag einem Administrator Bescheid.",
  "login.mismatch":
    "Du kamst von Databricks als {user} zurück, aber im Chat bist du {email}. Das muss dieselbe Person sein, darum wurde niemand angemeldet. Melde dich in diesem Browser von Databricks ab und versuch es noch einmal, oder sag einem Administrator Bescheid.",
  "login.inactive": "Das Databricks-Konto {user} ist abgeschaltet, darum wurde niemand angemeldet.",
  "login.logout-first":
    "Du bist schon als {user} angemeldet. Tippe erst logout im Chat, und melde dich dann als jemand anderes an.",
  "login.refused": "Databricks hat diese Anmeldung nicht bestätigt. Bitte fang neu an: Tippe login in unserem Chat.",
  "login.app":
    "Databricks hat die Anmelde-App des Bots abgelehnt, darum kann sich im Moment niemand anmelden. Bitte lass sie von einem Administrator prüfen.",
  "login.busy": "Deine Anmeldung bei Databricks ließ sich eben nicht erneuern. Bitte versuch es gleich noch einmal.",
  "login.federation":
    "Databricks nimmt nicht an, was das Verzeichnis deiner Firma über dich sagt; darum kann ich dich nicht ohne Klick anmelden. Bitte nimm stattdessen den Link, und sag einem Administrator Bescheid.",
  "login.unproven":
    "Ich konnte ohne einen Klick nicht herausfinden, wer du in Databricks bist. Bitte nimm stattdessen den Link.",
  "login.unavailable":
    "Die Anmeldung von Databricks antwortet nicht, wie sie sollte. Bitte versuch es in ein paar Minuten noch einmal.",
};
