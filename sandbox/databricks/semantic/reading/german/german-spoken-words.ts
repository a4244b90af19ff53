/** English words and the German ones that people say for them at work, compared without accents. */
export const germanSpokenWords = `
please: danke uberhaupt grad brauchte mir mich dir dich euch euren sich kannst konntest konntet wurdest halt eben einfach irgendwo normalerweise ublicherweise wahrscheinlich vermutlich bald kurz so
have: ham hast hattest
a: ne nen nem ner
were: lag lagen steckten steckte
need: brauch
men: herren
women: damen
failed: abgeraucht abgeschmiert geplatzt gekracht kaputt kaputte kaputten kaputtgegangen verreckt umgefallen ausgefallen ausgefallene danebengegangen schief
successful: durchgelaufen durchgelaufene geklappt gegluckt gelungen durchgekommen
denied: abgewiesen abgewiesene abgewiesenen geblockt blockiert abgeblitzt abfuhr abfuhren
accessed: angefasst angeguckt angeschaut reingeschaut reingeguckt eingesehen rangemacht
read: liest lesen las
spend: verbrat verballert verbraten verpulvert rausgehauen verprasst
brought in: reingekommen hereingekommen reingeholt
updated: aufgefrischt erneuert
total: zusammengezahlt zusammengerechnet
freshest: frischeste frischesten frischester
users: konten accounts
user: konto account
took: rumgetrodelt
sold: weggegangen
wait: hangen hangt
why: woran wodurch
things: sachen
cancelled: gecancelt gecancelte gecancelten storniert
password: passwort
11: elf
14: vierzehn
15: funfzehn
20: zwanzig
30: dreissig
40: vierzig
50: funfzig
60: sechzig
90: neunzig
100: hundert
thousand: tausend
`;
