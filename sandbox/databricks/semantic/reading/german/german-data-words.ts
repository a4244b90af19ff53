/** English words of the data and the German ones that mean them, compared without accents. */
export const germanDataWords = `
revenue: umsatz umsatze umsatzes erlos erlose einnahmen verkaufserlos
money: geld
brought in: gebracht
executed: ausgefuhrt ausgefuhrte ausgefuhrten
sell: verkauft verkaufen verkaufte verkauften verkauf
sales: verkaufe absatz bestellungen bestellung auftrage
units: stuck teile teilen einheiten stuckzahl
product: produkt artikel ware
products: produkte produkten
category: kategorie kategorien warengruppe warengruppen
region: regionen gebiet gebiete
north: norden nord
south: suden sud
price: preis preise
chair: stuhl stuhle stuhlen
mouse: maus mause
furniture: mobel
electronics: elektronik
buy: gekauft kaufen kaufte kauften
customer: kunde kundin
customers: kunden kundenzahl
segment: segmente segmenten kundensegment kundensegmente
churn risk: abwanderungsrisiko kundigungsrisiko
churn: abwandern abwanderung abspringen
lifetime value: kundenwert
age group: altersgruppe altersgruppen
gender: geschlecht
women: frauen weiblich weibliche
men: manner mannlich mannliche
women customers: kundinnen
everyone else: alleanderen
others: andere anderen
checked: gepruft gepruften uberpruft
longest: langsten
shortest: kurzeste kurzesten
years: jahre jahren
employees: mitarbeiter
joined: beigetreten
new: neu neue neuen neuer
stock: bestand lagerbestand bestande lager vorrat
reorder: nachbestellen nachbestellt
reorder level: meldebestand mindestbestand
left: ubrig
supplier: lieferant lieferanten lieferantin
stored: gelagert liegt liegen
cost: kosten kostet gekostet kostete ausgaben
spend: ausgegeben ausgeben gezahlt bezahlt
expensive: teuer teure teuren
most valuable: wertvollste wertvollsten
most often: haufigsten
must: mussen muss musste mussten
most expensive: teuerste teuersten teuerster
cheapest: billigste billigsten gunstigste gunstigsten
team: teams
workspace: arbeitsbereich arbeitsbereiche
login: anmeldung anmeldungen logins
logged in: angemeldet eingeloggt
failed: fehlgeschlagen fehlgeschlagene fehlgeschlagenen fehlerhaft fehlerhafte fehlerhaften gescheitert gescheiterte abgebrochen schiefgegangen
fail: scheitern scheitert abbrechen fehlschlagen
failures: fehler fehlern ausfalle fehlschlage
failure rate: fehlerquote fehlerrate ausfallquote
success rate: erfolgsquote erfolgsrate
successful: erfolgreich erfolgreiche erfolgreichen
accesses: zugriff zugriffe zugriffen
accessed: zugegriffen angesehen gelesen geoffnet
denied: verweigert verweigerte verweigerten abgelehnt abgelehnte
downloaded: heruntergeladen
permission changes: rechteanderungen
user: benutzer nutzer anwender
table: tabelle
tables: tabellen
sensitive: sensibel sensible sensiblen
query: abfrage anfrage
queries: abfragen anfragen
slow: langsam langsame langsamen
slowest: langsamste langsamsten
fastest: schnellste schnellsten
query time: abfragezeit antwortzeit
run time: laufzeit laufzeiten
wait: gewartet warten wartezeit
long: lange lang
longer: langer
minutes: minuten minute
seconds: sekunden sekunde
hours: stunden stunde
run: lauf
runs: laufe laufen ausfuhrungen
ran: lief liefen gelaufen startet starten startete starteten
job: jobs
pipeline: pipelines
stale: veraltet veraltete veralteten
checks: prufung prufungen
passed: bestanden
rows: zeilen
missing values: nullwerte
duplicates: duplikate dubletten
up to date: aktuelle
order value: bestellwert warenkorb warenkorbwert
sales figures: verkaufszahlen
best selling: bestverkaufte bestverkauftes bestverkaufter meistverkaufte meistverkauftes meistverkaufter
brought in: eingebracht einbrachte
highest revenue: umsatzstarkste umsatzstarkster umsatzstarkstes umsatzstarksten
lowest revenue: umsatzschwachste umsatzschwachster umsatzschwachstes
customer: kaufer
new customers: neukunden
at risk of leaving: abwanderungsgefahrdet abwanderungsgefahrdete abwanderungsgefahrdeten
loyal: treu treue treuen
at risk: gefahrdet gefahrdete gefahrdeten
worth: wert
most valuable: wertvollster wertvollstes
in stock: vorratig
out of stock: ausverkauft
bill: rechnung
consumption: verbrauch
access attempts: zugriffsversuche
at night: nachts
permissions: rechte berechtigungen
downloaded: runtergeladen downgeloadet gedownloadet
exported: exportiert exportierte
queue: warteschlange
data volume: datenmenge datenvolumen
most reliable: zuverlassigste zuverlassigster zuverlassigsten
most unreliable: unzuverlassigste unzuverlassigster unzuverlassigsten
reason: grund grunde ursache ursachen
crashed: abgesturzt abgesturzte
failed: durchgefallen durchgefallene
quality: qualitat datenqualitat
updated: aktualisiert aktualisierte
duration: dauer
runs: durchlaufe
login attempts: anmeldeversuche
sensitive: vertrauliche vertraulichen geheime geheimen
downloads: downloads
takes: lauft
late: verspatet verspatete
fresh: frisch frische frischen
delivers: liefert liefern geliefert beliefert beliefern
finance: finanz finanzen
fraud: betrug betrugs
web: web
marketing: marketing
team: abteilung
guest: gast
customers: kundschaft
premium customers: premiumkunde premiumkunden premiumkundin premiumkundinnen
standard customers: standardkunde standardkunden
joined: dazugewonnen hinzugewonnen
longest: langste langster langstes
checked: durchgecheckt durchgepruft gecheckt
`;
