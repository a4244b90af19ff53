/** What people read in German of problems with Genie. */
export const genieProblemsDe = {
  "genie.quota":
    "Es warten zu viele Fragen auf Genie, um diese noch rechtzeitig zu stellen: Databricks nimmt aus einem Workspace nur wenige pro Minute an. Bitte frag später noch einmal.",
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
  "genie.own-permission":
    "Du hast in Databricks keinen Zugriff auf {agent} oder nicht auf alle Daten dort. Bitte die, die den Genie Space betreuen, dir die Rechte Can View oder Can Run für den Space und SELECT für seine Tabellen zu geben; dann frag noch einmal.",
};
