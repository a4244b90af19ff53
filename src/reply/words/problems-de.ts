import type { ProblemCode } from "../../problems/all-problems.ts";

/** Codes that only an operator reads, at the start or in the log: they stay in English. */
type OperatorCode =
  | `http.${string}`
  | `traces.${string}`
  | "channel.off"
  | "slack.socket"
  | "store.busy"
  | "store.corrupt"
  | "store.isolation"
  | "store.newer"
  | "store.unwritable"
  | "teams.keys";

/** What people read in German of each problem that there is; the placeholders are those of the English sentence. */
export const germanProblems: Record<Exclude<ProblemCode, OperatorCode>, string> = {
  internal:
    "Bei mir ist etwas schiefgegangen. Der Fehler steht in meinem Log; bitte versuch es noch einmal, und sag einem Administrator Bescheid, wenn es wieder passiert.",
  "access.tenant":
    "Ich antworte nur Menschen aus meiner eigenen Organisation. Ein Administrator kann deine hinzufügen (Einstellung access.tenants).",
  "access.external":
    "Ich antworte nicht, wo Menschen außerhalb deiner Organisation mitlesen können. Frag mich in einem internen Kanal oder in einer Direktnachricht.",
  "access.stranger": "Ich antworte nur Menschen, die zu dieser Organisation gehören.",
  "access.guest": "Ich antworte keinen Gastkonten. Ein Administrator kann das ändern (Einstellung access.guests).",
  "access.channel":
    "In diesem Kanal bin ich nicht eingeschaltet. Frag mich in einer Direktnachricht, oder bitte einen Administrator, den Kanal hinzuzufügen (Einstellung access.channels).",
  "access.user":
    "Du stehst nicht auf der Liste der Menschen, denen ich antworte. Ein Administrator kann dich hinzufügen (Einstellung access.users).",
  "access.admin":
    "Das dürfen nur Administratoren. Bitte einen von ihnen darum, oder lass dich zu ihnen hinzufügen (Einstellung access.admins).",
  "access.admins-only": "Nur Administratoren können {job} starten. Bitte einen von ihnen darum.",
  "access.job-users":
    "Du stehst nicht auf der Liste derer, die {job} starten können. Ein Administrator kann dich hinzufügen (allow.users des Jobs).",
  "access.job-channels":
    "{job} kann von hier aus nicht gestartet werden. Frag mich in einem seiner Kanäle, oder bitte einen Administrator, diesen hinzuzufügen (allow.channels des Jobs).",
  "access.command-only": "{job} starte ich nur mit dem getippten Befehl: run {id}",
  "agent.gone":
    "Der Agent, den ich gefragt habe, wurde eben aus meinen Einstellungen entfernt. Frag noch einmal, dann nehme ich einen anderen.",
  "agent.timeout":
    "Nach {seconds} Sekunden war noch keine Antwort da, darum warte ich nicht länger. Frag nach weniger, etwa nach einem kürzeren Zeitraum oder weniger Spalten, oder bitte einen Administrator, limits.agent_seconds zu erhöhen.",
  "agent.warehouse-starting":
    "Das SQL-Warehouse startete nach {minutes} Minuten immer noch, darum warte ich nicht länger. Bitte frag in ein paar Minuten noch einmal, oder sag denen Bescheid, die das Warehouse betreuen.",
  "answer.rows-gone": "Die Zeilen dieser Antwort bekomme ich nicht noch einmal. Bitte stell die Frage erneut.",
  "genie.quota":
    "Es warten zu viele Fragen auf Genie, um diese noch rechtzeitig zu stellen: Databricks nimmt aus einem Workspace nur wenige pro Minute an. Bitte frag später noch einmal.",
  "jobs.not-listed": "Dieser Job steht nicht mehr auf meiner Liste, darum habe ich ihn nicht gestartet.",
  "jobs.order-lost":
    "Diesen Auftrag habe ich verloren, als mein Datenspeicher neu startete, und der Job läuft vielleicht schon. Bevor du noch einmal fragst, tippe `runs` und sieh nach.",
  "jobs.watch-lost":
    "Diesen Lauf habe ich aus den Augen verloren, als mein Datenspeicher neu startete. Der Lauf selbst ist nicht betroffen. Wie es um ihn steht, sagt: status {run}",
  "post.gone": "Die Nachricht, die ich ändern wollte, gibt es nicht mehr.",
  "post.root-gone":
    "Die Nachricht, mit der dieser Thread begann, gibt es nicht mehr, darum kann ich hier nicht antworten. Frag mich in einer neuen Nachricht.",
  "post.too-large":
    "{platform} konnte diese Antwort nicht zeigen, weil sie zu lang ist. Bitte frag nach weniger auf einmal.",
  "post.unshowable":
    "{platform} konnte diese Antwort nicht zeigen. Der Grund steht in meinem Log; bitte frag nach weniger auf einmal, oder sag einem Administrator Bescheid.",
  "turn.lost": "Diese Frage habe ich verloren, als mein Datenspeicher neu startete. Bitte stell sie noch einmal.",
  "task.poison":
    "Diese Anfrage hat mich jedes Mal zum Absturz gebracht, darum habe ich sie aufgegeben. Bitte formuliere sie anders; passiert es wieder, sag einem Administrator Bescheid.",
  "service.paused":
    "{service} antwortet nicht, darum versuche ich es vorerst nicht mehr. In {seconds} s sehe ich wieder nach; {advice}",
  "message.too-long":
    "Diese Nachricht ist zu lang: {length} Zeichen, und ich nehme {most}. Ich habe nichts gefragt und nichts gestartet; bitte schick eine kürzere.",
  "store.closed": "Ich werde gerade neu gestartet. Bitte versuch es in einer Minute noch einmal.",
  "store.failed":
    "Mein Datenspeicher war eben nicht erreichbar. Bitte versuch es noch einmal; passiert es wieder, sollte ein Administrator in mein Log sehen.",
  "store.full":
    "Ich kann im Moment nichts speichern, weil meine Platte voll ist. Bitte sag einem Administrator Bescheid, und versuch es wieder, wenn Platz ist.",
  "store.rights":
    "Meinem Datenbankbenutzer fehlen Rechte, die ich brauche, darum wurde nichts gestartet. Bitte lass einen Administrator npm run doctor ausführen.",
  "store.unavailable":
    "Mein Datenspeicher ist gerade nicht erreichbar, darum wurde nichts gestartet. Bitte versuch es in einer Minute noch einmal; hilft das nicht, sag einem Administrator Bescheid.",
  "api.model": "Ein Modell {model} gibt es hier nicht. Das einzige ist {id}.",
  "api.request": "Diese Anfrage kann ich nicht lesen: {reason}.",
  "api.too-large":
    "Diese Anfrage ist größer als {kilobytes} kB, darum habe ich sie nicht gelesen. Schick weniger oder kürzere Nachrichten.",
  "api.unsupported": "{parameter} unterstütze ich hier nicht: Ich gebe auf eine Frage eine Antwort, als Text.",
  "slack.archived": "Dieser Kanal ist archiviert, darum kann dort niemand schreiben. Frag mich in einem anderen Kanal.",
  "slack.busy": "Slack bittet mich, langsamer zu sein, darum kommt diese Nachricht vielleicht etwas später.",
  "slack.credentials":
    "Slack nimmt mein Token nicht mehr an. Bitte einen Administrator, die App neu zu installieren und ihr Bot-Token in SLACK_BOT_TOKEN einzutragen.",
  "slack.down":
    "Slack war eben nicht erreichbar, darum kommt diese Nachricht spät oder fehlt. Deine Anfrage ist nicht verloren.",
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
    "In diesem Kanal darf ich nicht schreiben. Frag mich in einem anderen Kanal oder in einer Direktnachricht.",
  "slack.not-in-channel":
    "In diesem Kanal bin ich kein Mitglied, darum kann ich dort nicht schreiben. Lade mich mit /invite ein, und frag noch einmal.",
  "slack.refused":
    "Slack hat meine Anfrage abgelehnt. Der Grund steht in meinem Log; bitte sag einem Administrator Bescheid.",
  "slack.thread-closed":
    "Dieser Thread nimmt keine Antworten mehr an, darum kann ich hier nicht antworten. Frag mich in einer neuen Nachricht.",
  "slack.unknown-person": "Slack kennt diesen Menschen nicht mehr, darum weiß ich nicht, ob ich antworten darf.",
  "teams.busy": "Teams bittet mich, langsamer zu sein, darum kommt diese Nachricht vielleicht etwas später.",
  "teams.credentials":
    "Teams lehnt die Zugangsdaten des Bots ab. Bitte einen Administrator, MICROSOFT_APP_ID, MICROSOFT_APP_PASSWORD, MICROSOFT_APP_TYPE und MICROSOFT_APP_TENANT_ID zu prüfen, und ob das Geheimnis abgelaufen ist.",
  "teams.down":
    "Teams war eben nicht erreichbar, darum kommt diese Nachricht spät oder fehlt. Deine Anfrage ist nicht verloren.",
  "teams.file-delayed":
    "Die Datei fehlt, weil OneDrive sie eben nicht angenommen hat. Bitte versuch es in ein paar Minuten noch einmal.",
  "teams.file-refused":
    "Die Datei fehlt, weil OneDrive sie abgelehnt hat. Der Grund steht in meinem Log; bitte sag einem Administrator Bescheid.",
  "teams.gone":
    "Ich gehöre nicht mehr zu dieser Unterhaltung, darum kann ich dort nicht schreiben. Füge die App wieder hinzu, oder frag mich in einem anderen Chat.",
  "teams.not-allowed": "In dieser Unterhaltung darf ich nicht schreiben. Frag mich in einem anderen Chat.",
  "teams.refused":
    "Teams hat diese Nachricht abgelehnt. Der Grund steht in meinem Log; bitte sag einem Administrator Bescheid.",
  "databricks.unauthorized":
    "Databricks hat die Zugangsdaten des Bots abgelehnt: Sie sind falsch, abgelaufen oder widerrufen. Bitte einen Administrator, das Token oder das Client-Geheimnis zu erneuern; npm run doctor prüft beides.",
  "databricks.oauth-client":
    "Databricks hat den OAuth-Client des Bots abgelehnt. Bitte einen Administrator, DATABRICKS_HOST, DATABRICKS_CLIENT_ID und DATABRICKS_CLIENT_SECRET zu prüfen, und ob das Geheimnis abgelaufen ist.",
  "databricks.ip-blocked":
    "Databricks lehnt Aufrufe von {network} ab: Die IP-Zugriffsliste des Workspace erlaubt sie nicht. Bitte einen Administrator des Workspace, die Adresse aufzunehmen.",
  "databricks.wrong-workspace":
    "Die Zugangsdaten des Bots gehören zu einem anderen Workspace als dem, den er aufruft. Bitte einen Administrator, DATABRICKS_HOST zu berichtigen oder dem Bot Zugangsdaten dieses Workspace zu geben.",
  "databricks.forbidden":
    "Databricks erlaubt das der Identität des Bots nicht. Bitte einen Administrator, ihr das Recht zu geben. Danach versuch es noch einmal.",
  "databricks.disabled":
    "Diese Funktion ist im Databricks-Workspace ausgeschaltet. Bitte einen Administrator des Workspace, sie einzuschalten; bis dahin hilft es nicht, es noch einmal zu versuchen.",
  "databricks.not-found":
    "Databricks findet das nicht, oder die Identität des Bots darf es nicht sehen. Prüfe, ob es noch da und mit dem Bot geteilt ist.",
  "databricks.rate-limited":
    "Databricks nimmt aus diesem Workspace gerade keine Anfragen mehr an. Es ist nichts kaputt; bitte versuch es in einer Minute noch einmal.",
  "databricks.unavailable":
    "Databricks ist gerade nicht erreichbar oder hat Schwierigkeiten. Bitte versuch es in ein paar Minuten noch einmal.",
  "databricks.timeout":
    "Databricks hat nicht rechtzeitig geantwortet. Bitte versuch es in ein paar Minuten noch einmal.",
  "databricks.statement-timeout":
    "Die SQL-Anweisung dauerte zu lange und wurde gestoppt. Frag nach weniger Zeilen oder einem kürzeren Zeitraum, oder versuch es, wenn das Warehouse weniger zu tun hat.",
  "databricks.invalid":
    "Databricks hat diese Anfrage abgelehnt. Bitte formuliere sie anders, oder zeig diese Nachricht einem Administrator; die Einzelheiten stehen in meinem Log.",
  "databricks.too-large":
    "Die Antwort von Databricks ist größer, als ich lesen kann. Bitte frag nach weniger Zeilen oder Spalten.",
  "databricks.unexpected":
    "Die Antwort sah nicht aus, als käme sie von Databricks. Bitte einen Administrator zu prüfen, ob DATABRICKS_HOST die Adresse des Workspace ist.",
  "databricks.storage":
    "Die Zeilen liegen in einer Datei im Cloud-Speicher des Workspace, die ich nicht lesen konnte. Bitte einen Administrator zu prüfen, ob das Netz des Bots diesen Speicher erreicht.",
  "databricks.scope":
    'Den Databricks-Zugangsdaten des Bots fehlt der Scope "{scope}". Bitte einen Administrator, ihn der Anwendung oder dem Token zu geben, das der Bot benutzt.',
  "databricks.sql": "Das SQL-Warehouse konnte diese Anweisung nicht ausführen: {reason}.",
  "databricks.unknown":
    "Databricks hat nicht bestätigt, dass diese Anfrage ankam. Bitte sieh in Databricks nach, ob sie durchging, bevor du es noch einmal versuchst.",
  "genie.budget":
    "Das Budget oder die Nutzungsrichtlinie dieses Databricks-Workspace lässt {agent} gerade nicht antworten. Bitte einen Administrator des Workspace, sie zu erhöhen oder zu ändern; bis dahin hilft es nicht, es noch einmal zu versuchen.",
  "genie.busy":
    "{agent} arbeitet noch an einer früheren Frage dieser Unterhaltung. Warte auf die Antwort, und frag dann noch einmal.",
  "genie.cancelled":
    "Die Frage an {agent} wurde gestoppt, bevor sie beantwortet war. Frag noch einmal, wenn du es noch wissen möchtest.",
  "genie.content-filter":
    "Der Inhaltsfilter von Databricks hat diese Frage an {agent} blockiert. Formuliere sie anders, ohne persönliche oder anstößige Einzelheiten.",
  "genie.conversation-type":
    "{agent} kann diese Unterhaltung hier nicht fortsetzen, weil sie in Genie von anderer Art ist. Schreib reset, um eine neue zu beginnen, und frag dann noch einmal.",
  "genie.disabled":
    "Genie ist im Databricks-Workspace von {agent} ausgeschaltet. Bitte einen Administrator des Workspace, es einzuschalten; bis dahin hilft es nicht, es noch einmal zu versuchen.",
  "genie.full":
    "Der Genie Space von {agent} hat schon so viele Unterhaltungen, wie Databricks erlaubt (10.000). Wer ihn betreut, muss alte löschen; dann frag noch einmal.",
  "genie.internal":
    "Genie konnte diese Frage für {agent} nicht zu Ende beantworten. Formuliere sie anders; hilft das nicht, sag denen Bescheid, die den Genie Space betreuen.",
  "genie.model":
    "Databricks hat in diesem Workspace kein Sprachmodell für {agent}. Bitte einen Administrator des Workspace, die KI-Funktionen einzuschalten, die Genie braucht; bis dahin hilft es nicht, es noch einmal zu versuchen.",
  "genie.no-answer":
    "{agent} ist ohne Antwort fertig geworden. Sag genauer, was du wissen möchtest, oder formuliere es anders.",
  "genie.permission":
    "Der Bot hat keinen Zugriff auf {agent} oder nicht auf alle Daten dort. Wer den Genie Space betreut, muss {identity} die Rechte Can View oder Can Run für den Space, CAN USE für sein SQL-Warehouse und SELECT für seine Tabellen geben; dann frag noch einmal.",
  "genie.rate-limited":
    "Databricks nimmt aus diesem Workspace gerade keine Fragen an Genie mehr an: Die Grenze ist erreicht. Bitte frag {agent} in ein paar Minuten noch einmal.",
  "genie.rows-gone":
    "Databricks hat nicht mehr alle Zeilen dieser Antwort. Frag {agent} noch einmal, um sie zu bekommen.",
  "genie.setup":
    "Etwas, worauf der Genie Space von {agent} aufbaut, fehlt oder ist nicht lesbar: eine Tabelle, eine Funktion oder eine geprüfte Antwort. Wer ihn betreut, muss ihn in Ordnung bringen und prüfen, ob {identity} SELECT für seine Tabellen hat.",
  "genie.sql":
    "{agent} hat eine Abfrage geschrieben, die sich nicht ausführen ließ. Sag genauer, was du möchtest (welche Zahl, welcher Zeitraum, gruppiert wonach), oder bitte die, die den Genie Space betreuen, ein Beispiel für solche Fragen aufzunehmen.",
  "genie.timeout":
    "{agent} wurde in der Zeit, die Genie erlaubt, nicht fertig. Frag nach einem kürzeren Zeitraum oder weniger Einzelheiten, oder versuch es in ein paar Minuten noch einmal.",
  "genie.too-large":
    "Diese Frage braucht mehr Tabellen, Text oder SQL, als {agent} auf einmal schafft. Frag nach weniger in einer Frage: ein Thema, ein kürzerer Zeitraum oder weniger Spalten.",
  "genie.unavailable":
    "Genie hatte eine vorübergehende Störung, während {agent} daran arbeitete. An deiner Frage liegt es nicht; bitte stell sie noch einmal.",
  "genie.unconfirmed":
    "Databricks hat nicht bestätigt, dass die Frage an {agent} ankam, und ich finde sie dort nicht. Bitte frag in ein paar Minuten noch einmal.",
  "genie.warehouse":
    "Das SQL-Warehouse von {agent} fehlt, oder der Bot darf es nicht benutzen. Wer den Genie Space betreut, muss ein funktionierendes Warehouse wählen und {identity} CAN USE dafür geben.",
  "sql.no-warehouse":
    "Ich habe kein SQL-Warehouse, um das auszuführen. Bitte einen Administrator, eines in den Einstellungen des Bots zu nennen (DATABRICKS_WAREHOUSE_ID).",
  "sql.not-read-only":
    "Ich führe immer nur eine Anweisung aus, die liest: SELECT, SHOW oder DESCRIBE. Aber {reason}, darum habe ich sie nicht ausgeführt.",
  "jobs.cluster-permission":
    "Databricks lässt den Bot {which} nicht sehen. Bitte einen Administrator, {identity} dort das Recht Can Attach To (CAN_ATTACH_TO) zu geben. Danach versuch es noch einmal.",
  "jobs.invalid":
    "Databricks hat die Anfrage zu {what} abgelehnt: {reason}. Bitte berichtige das, und versuch es noch einmal.",
  "jobs.permission":
    "Databricks erlaubt dem Bot das nicht ({verb} {which}). Bitte einen Administrator, {identity} für diesen Job das Recht {words} ({right}) zu geben. Danach versuch es noch einmal.",
  "jobs.unknown": "Databricks findet {what} nicht; vielleicht wurde es gelöscht. {advice}",
  "model.account":
    "Das Konto des Sprachmodells ist nicht aktiv. Ich antworte ohne das Modell, bis ein Administrator das klärt.",
  "model.filtered": "Der Inhaltsfilter des Sprachmodells hat diesen Text abgelehnt. Bitte formuliere ihn anders.",
  "model.nonsense": "Das Sprachmodell gab eine Antwort, mit der ich nichts anfangen konnte.",
  "model.quota":
    "Das Budget des Sprachmodells ist aufgebraucht. Ich antworte ohne das Modell, bis ein Administrator es erhöht.",
  "model.rate-limited":
    "Das Sprachmodell ist an seiner Grenze pro Minute. Frag in einer Minute noch einmal, wenn es die Antwort schreiben soll.",
  "model.refused": "Das Sprachmodell lehnt meine Anfragen ab. Ein Administrator findet den Grund in meinem Log.",
  "model.timeout":
    "Das Sprachmodell hat nicht rechtzeitig geantwortet. Frag noch einmal, wenn es die Antwort schreiben soll.",
  "model.too-long": "Das ist mehr Text, als das Sprachmodell auf einmal lesen kann.",
  "model.unknown":
    "Das Sprachmodell aus meinen Einstellungen gibt es nicht. Ich antworte ohne, bis ein Administrator die Einstellungen berichtigt.",
  "model.unavailable":
    "Das Sprachmodell ist gerade nicht erreichbar. Frag in ein paar Minuten noch einmal, wenn es die Antwort schreiben soll.",
  "notify.address":
    "An `{address}` kann ich nicht schreiben: Das ist keine E-Mail-Adresse. Es wurde nichts gesendet; bitte berichtige sie.",
  "notify.busy":
    "{service} nimmt das gerade nicht an, darum wurde nichts gesendet. Bitte versuch es in ein paar Minuten noch einmal.",
  "notify.credentials":
    "{service} hat die Zugangsdaten des Bots abgelehnt, darum wurde nichts gesendet. Bitte einen Administrator, {setting} zu berichtigen; npm run doctor prüft es.",
  "notify.no-address":
    "Es gibt niemanden, an den ich schreiben kann, darum wurde nichts gesendet. Nenne eine Adresse, oder bitte einen Administrator, {setting} zu setzen.",
  "notify.refused": "{service} hat das abgelehnt, darum wurde nichts gesendet: {reason}.",
  "notify.unreachable":
    "{service} ist gerade nicht erreichbar, darum wurde nichts gesendet. Bitte versuch es in ein paar Minuten noch einmal.",
  "tool.credentials": "{tool} lehnt die Zugangsdaten des Bots ab. Bitte einen Administrator, {setting} zu prüfen.",
  "tool.no-rows": "Hierzu gibt es keine Tabelle mit weiteren Zeilen.",
  "tool.refused": "{tool} konnte das nicht nachsehen: {reason}.",
  "tool.unavailable":
    "{tool} ist gerade nicht erreichbar oder braucht zu lange. Bitte versuch es in ein paar Minuten noch einmal.",
  "chart.not-drawn":
    "Dieses Diagramm konnte ich nicht zeichnen. Die Zahlen stehen in der Tabelle, und die CSV-Datei hat sie alle.",
  "genie.own-permission":
    "Du hast in Databricks keinen Zugriff auf {agent} oder nicht auf alle Daten dort. Bitte die, die den Genie Space betreuen, dir die Rechte Can View oder Can Run für den Space und SELECT für seine Tabellen zu geben; dann frag noch einmal.",
  "login.needed":
    "Dafür brauche ich deine eigenen Rechte in Databricks, und du bist nicht angemeldet. Tippe login, um dich anzumelden, und frag dann noch einmal.",
  "login.ended": "Deine Anmeldung bei Databricks ist abgelaufen. Tippe login, um dich wieder anzumelden.",
  "login.other-user":
    "Das wurde mit den Rechten eines anderen Databricks-Benutzers gefragt als dem, als der du jetzt angemeldet bist ({user}). Bitte frag es noch einmal.",
  "login.off":
    "Hier muss sich niemand anmelden: Ich frage Databricks mit meinen eigenen Rechten, wer auch immer mich fragt.",
  "login.no-email":
    "Ich sehe hier deine E-Mail-Adresse nicht, darum weiß ich nicht, welcher Databricks-Benutzer du bist, und du kannst dich nicht anmelden. Bitte sag einem Administrator Bescheid.",
  "login.mismatch":
    "Du kamst von Databricks als {user} zurück, aber im Chat bist du {email}. Das muss derselbe Mensch sein, darum wurde niemand angemeldet. Melde dich in diesem Browser von Databricks ab und versuch es noch einmal, oder sag einem Administrator Bescheid.",
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
  "jobs.own-permission":
    "Databricks erlaubt dir das nicht ({verb} {which}). Bitte die, denen der Job gehört, dir dafür das Recht {words} ({right}) zu geben. Danach versuch es noch einmal.",
};
