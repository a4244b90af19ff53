/** What people read in German of problems with access, turns, stores and whatever else is the bot's own. */
export const botProblemsDe = {
  internal:
    "Bei mir ist etwas schiefgegangen. Der Fehler steht in meinem Log; bitte versuch es noch einmal, und sag einem Administrator Bescheid, wenn es wieder passiert.",
  "access.tenant":
    "Ich antworte nur Personen aus meiner eigenen Organisation. Ein Administrator kann deine hinzufügen (Einstellung access.tenants).",
  "access.external":
    "Ich antworte nicht, wo Personen von außerhalb deiner Organisation mitlesen können. Frag mich in einem internen Kanal oder in einer Direktnachricht.",
  "access.stranger": "Ich antworte nur Personen, die zu dieser Organisation gehören.",
  "access.guest": "Ich antworte keinen Gastkonten. Ein Administrator kann das ändern (Einstellung access.guests).",
  "access.channel":
    "Ich bin in diesem Kanal nicht eingeschaltet. Frag mich in einer Direktnachricht, oder bitte einen Administrator, den Kanal hinzuzufügen (Einstellung access.channels).",
  "access.user":
    "Du stehst nicht auf der Liste der Personen, denen ich antworte. Ein Administrator kann dich hinzufügen (Einstellung access.users).",
  "access.admin":
    "Das dürfen nur Administratoren. Bitte einen von ihnen darum, oder lass dich zu ihnen hinzufügen (Einstellung access.admins).",
  "access.admins-only": "Nur Administratoren können {job} starten. Bitte einen von ihnen darum.",
  "access.job-users":
    "Du stehst nicht auf der Liste derer, die {job} starten können. Ein Administrator kann dich hinzufügen (allow.users des Jobs).",
  "access.job-channels":
    "{job} kann von hier aus nicht gestartet werden. Frag mich in einem seiner Kanäle, oder bitte einen Administrator, diesen hinzuzufügen (allow.channels des Jobs).",
  "access.command-only": "Ich starte {job} nur, wenn du den Befehl tippst: run {id}",
  "agent.gone":
    "Der Agent, den ich gefragt habe, wurde eben aus meinen Einstellungen entfernt. Frag noch einmal, dann nehme ich einen anderen.",
  "agent.timeout":
    "Nach {seconds} Sekunden war noch keine Antwort da, darum warte ich nicht länger. Frag nach weniger, etwa nach einem kürzeren Zeitraum oder weniger Spalten, oder bitte einen Administrator, limits.agent_seconds zu erhöhen.",
  "agent.warehouse-starting":
    "Das SQL-Warehouse startete nach {minutes} Minuten immer noch, darum warte ich nicht länger. Bitte frag in ein paar Minuten noch einmal, oder sag denen Bescheid, die das Warehouse betreuen.",
  "answer.rows-gone": "Ich bekomme die Zeilen dieser Antwort nicht noch einmal. Bitte stell die Frage erneut.",
  "turn.lost": "Ich habe diese Frage verloren, als mein Datenspeicher neu startete. Bitte stell sie noch einmal.",
  "task.poison":
    "Diese Anfrage hat mich jedes Mal zum Absturz gebracht, darum habe ich sie aufgegeben. Bitte formuliere sie anders; passiert es wieder, sag einem Administrator Bescheid.",
  "service.paused":
    "{service} antwortet nicht, darum versuche ich es vorerst nicht mehr. Ich sehe in {seconds} s wieder nach; {advice}",
  "message.too-long":
    "Diese Nachricht ist zu lang: {length} Zeichen, und ich nehme höchstens {most} an. Ich habe nichts gefragt und nichts gestartet; bitte schick eine kürzere.",
  "store.closed": "Ich werde gerade neu gestartet. Bitte versuch es in einer Minute noch einmal.",
  "store.failed":
    "Mein Datenspeicher war eben nicht erreichbar. Bitte versuch es noch einmal; passiert es wieder, sollte ein Administrator in mein Log sehen.",
  "store.full":
    "Ich kann im Moment nichts speichern, weil meine Platte voll ist. Bitte sag einem Administrator Bescheid, und versuch es wieder, wenn Platz ist.",
  "store.rights":
    "Meinem Datenbankbenutzer fehlen Rechte, die ich brauche, darum wurde nichts gestartet. Bitte lass einen Administrator npm run doctor ausführen.",
  "store.unavailable":
    "Mein Datenspeicher ist gerade nicht erreichbar, darum wurde nichts gestartet. Bitte versuch es in einer Minute noch einmal; hilft das nicht, sag einem Administrator Bescheid.",
};
