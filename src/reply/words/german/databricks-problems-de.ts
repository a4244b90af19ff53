/** What people read in German of problems with Databricks, its jobs and its SQL. */
export const databricksProblemsDe = {
  "jobs.not-listed": "Dieser Job steht nicht mehr auf meiner Liste, darum habe ich ihn nicht gestartet.",
  "jobs.order-lost":
    "Ich habe diesen Auftrag verloren, als mein Datenspeicher neu startete, und der Job läuft vielleicht schon. Bevor du noch einmal fragst, tippe `runs` und sieh nach.",
  "jobs.watch-lost":
    "Ich habe diesen Lauf aus den Augen verloren, als mein Datenspeicher neu startete. Der Lauf selbst ist nicht betroffen. Um zu sehen, wie es um ihn steht, tippe: status {run}",
  "databricks.unauthorized":
    "Databricks hat die Zugangsdaten des Bots abgelehnt: Sie sind falsch, abgelaufen oder widerrufen. Bitte einen Administrator, das Token oder das Client-Secret zu erneuern; npm run doctor prüft beides.",
  "databricks.oauth-client":
    "Databricks hat den OAuth-Client des Bots abgelehnt. Bitte einen Administrator, DATABRICKS_HOST, DATABRICKS_CLIENT_ID und DATABRICKS_CLIENT_SECRET zu prüfen, und ob das Client-Secret abgelaufen ist.",
  "databricks.ip-blocked":
    "Databricks lehnt Aufrufe von {network} ab: Die IP-Zugriffsliste des Workspace erlaubt sie nicht. Bitte einen Administrator des Workspace, die Adresse aufzunehmen.",
  "databricks.wrong-workspace":
    "Die Zugangsdaten des Bots gehören zu einem anderen Workspace als dem, den er aufruft. Bitte einen Administrator, DATABRICKS_HOST zu berichtigen oder dem Bot Zugangsdaten dieses Workspace zu geben.",
  "databricks.forbidden":
    "Databricks erlaubt das der Identität des Bots nicht. Bitte einen Administrator, ihr das Recht zu geben. Danach versuch es noch einmal.",
  "databricks.disabled":
    "Diese Funktion ist im Databricks-Workspace ausgeschaltet. Bitte einen Administrator des Workspace, sie einzuschalten; bis dahin hilft es nicht, es noch einmal zu versuchen.",
  "databricks.not-found":
    "Databricks findet das nicht, oder die Identität des Bots darf es nicht sehen. Prüf bitte, ob es noch da und für den Bot freigegeben ist.",
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
    "Den Databricks-Zugangsdaten des Bots fehlt der Scope „{scope}“. Bitte einen Administrator, ihn der Anwendung oder dem Token zu geben, das der Bot benutzt.",
  "databricks.sql": "Das SQL-Warehouse konnte diese Anweisung nicht ausführen: {reason}.",
  "databricks.unknown":
    "Databricks hat nicht bestätigt, dass diese Anfrage ankam. Bitte sieh in Databricks nach, ob sie durchging, bevor du es noch einmal versuchst.",
  "sql.no-warehouse":
    "Ich habe kein SQL-Warehouse, um das auszuführen. Bitte einen Administrator, eines in den Einstellungen des Bots zu nennen (DATABRICKS_WAREHOUSE_ID).",
  "sql.not-read-only":
    "Ich führe immer nur eine Anweisung aus, die liest: SELECT, SHOW oder DESCRIBE. Aber {reason}, darum habe ich sie nicht ausgeführt.",
  "jobs.cluster-permission":
    "Databricks lässt den Bot {which} nicht sehen. Bitte einen Administrator, {identity} dort das Recht Can Attach To (CAN_ATTACH_TO) zu geben. Danach versuch es noch einmal.",
  "jobs.invalid":
    "Databricks hat die Anfrage zu {what} abgelehnt: {reason}. Bitte berichtige das, und versuch es noch einmal.",
  "jobs.permission":
    "Databricks erlaubt dem Bot das nicht ({which} {verb}). Bitte einen Administrator, {identity} für diesen Job das Recht {words} ({right}) zu geben. Danach versuch es noch einmal.",
  "jobs.unknown": "Databricks findet {what} nicht; vielleicht wurde es gelöscht. {advice}",
  "jobs.own-permission":
    "Databricks erlaubt dir das nicht ({which} {verb}). Bitte die, denen der Job gehört, dir dafür das Recht {words} ({right}) zu geben. Danach versuch es noch einmal.",
};
