import type { LanguageWords } from "./language.ts";

export const german: LanguageWords = {
  stemmer: "german",
  small: `der die das den dem des ein eine einen einem einer eines und oder aber nicht kein keine keinen ist sind war waren wird werden wurde
    wurden hat haben hatte hatten habe wir ihr sie es er ich du uns unser unsere unseren unserer mir mich dir euch man wie was wer
    wen wem wo wann warum wieso weshalb welche welcher welches welchen welchem viele viel mehr meisten am im in an auf aus bei bis durch
    für gegen mit nach ohne seit über um unter von vom vor zu zum zur zwischen bitte danke mal denn doch noch nur auch schon sehr so dann
    jetzt heute gestern morgen letzte letzten letzter letztes diese dieser dieses diesen diesem dieser monat woche jahr tag quartal monate
    wochen jahre tage zeig zeige zeigen gib nenne liste kannst können kann könnten könnte möchte soll sollte sollten muss müssen als ob
    wenn dass alle alles etwas jemand pro je einmal hoch gut gibt es geht machen gemacht davon gleiche gleichen selbe selben frage fragen bloß zahl lief liefen`,
  words: `
    furniture: möbel, möbeln, mobiliar
    electronics: elektronik
    chair: stuhl, stühle, stühlen
    desk: schreibtisch, tisch
    mouse: maus, mäuse, mäusen
    laptop: notebook
    revenue: umgesetzt, umsatzstark, umsatzstärkste, umsatzstärksten, umsatzstärkster, umsatzstärkstes, umsatzschwächste, gesamtumsatz, eingebracht, einbringen, umsatz, umsätze, erlös, einnahmen, eingenommen, einnehmen, verkaufserlös, ertrag, verdient, verdienen, geld eingenommen, erlöse, einnahme, kasse
    sell: verkauf, verkaufen, verkauft, verkäufe, absatz, abgesetzt, verkaufte, verkauften, absätze, verkaufszahlen, laufen gut, geht gut
    bestseller: verkaufsschlager, topseller, meistverkauft, renner, kassenschlager, beliebteste, beliebtesten, beliebt
    buy: kaufen, gekauft, einkaufen, kauf, kaufte, kauften, bestellt, bestellen, einkäufe
    order: bestellung, auftrag
    product: produkt, artikel, ware, waren, produkte, sortiment, gut, güter
    category: kategorie, warengruppe, sparte
    customer: kunde, kunden, kundin, käufer, abnehmer, kundschaft, kundinnen, käuferinnen, besteller, abonnenten, kundenstamm
    churn: abwanderung, abwandern, abspringen, kündigen, kündigung, verlassen, abwanderungsrisiko, springen ab, abgesprungen, weglaufen, verlieren, verloren, abwandert, abgewandert, gehen verloren, gekündigt, gefährdet, gefährdete
    loyalty: treue, treu, kundenbindung, bindung, bei uns dabei, dabei seit
    segment: segment, kundengruppe, kundensegment
    lifetime value: kundenwert, wertvoll, wertvollste, wertvollsten
    demographics: demografie, altersgruppe, geschlecht, alter, altersgruppen, frauen, männer, weiblich, männlich
    inventory: lager, lagerbestand, bestand, bestände, vorrat, vorräte, auf lager, vorrätig, lagern, lagert, gelagert, liegen, übrig, verfügbar, lieferbar, stück da
    reorder: nachbestellen, nachbestellung, nachbestellt, auffüllen, zur neige, ausgehen, knapp, ausverkauft, mindestbestand, vergriffen, leer, fehlt uns, aufstocken, nachschub, noch da, zu wenig, mindestmenge, meldebestand, knapp werden, gehen aus
    supplier: lieferant, lieferanten, zulieferer, hersteller, beliefert, liefert, liefern, bezugsquelle
    warehouse stock: lagerhaus
    cost: kosten, kostet, gekostet, ausgaben, ausgeben, ausgegeben, ausgibt, rechnung, bezahlen, bezahlt, zahlen, kosteten, ausgegeben, geben aus, verbraucht, verbrauchen, verbrauch, geld, rechnungen, zahlte, gezahlt
    expensive: teuer, teure, teuren, teuerste, kostspielig
    cheap: billig, günstig
    budget: budget, etat
    waste: verschwendung, verschwenden, verschwendet
    save money: sparen, einsparen, einsparung
    access: zugriff, zugreifen, zugegriffen, zugriffe, angesehen, eingesehen, gelesen, geöffnet, gesehen, geschaut, reingeschaut, angeschaut, geguckt, gelesen, liest, öffnete, geöffnet, zugriff
    login: anmeldung, anmelden, angemeldet, einloggen, eingeloggt, anmeldungen, eingeloggt, logins, passwort
    failed login: fehlgeschlagene anmeldung, anmeldung fehlgeschlagen, anmeldungen sind fehlgeschlagen, anmeldeversuch
    permission: berechtigung, berechtigungen, recht, rechte, freigabe, zugriffsrecht, rechtevergabe, vergeben, erteilt, freigegeben
    denied: verweigert, abgelehnt, gesperrt, abgewiesen, verwehrt, verweigerte
    sensitive: sensibel, sensible, vertraulich, personenbezogen, geheim, gehalt, gehälter, gehaltsdaten, lohn, löhne, gehalt, vertrauliche, vertraulichen, sensiblen, schützenswert
    audit: prüfprotokoll, revision, protokoll
    threat: bedrohung, angriff, einbruch, verdächtig, hacker
    download: herunterladen, heruntergeladen, exportiert, runtergeladen, exportieren, ausgeleitet, abgezogen
    slow: langsam, langsame, träge, lahm, dauert lange, dauern so lange, dauern lange, langsamer, langsamste, langsamen, zäh, schleppend, hängt, hängen, ewig, zu lange
    fast: schnell, schnelligkeit, geschwindigkeit, leistung, antwortzeit, laufzeit, dauer, dauern, dauert, geschwindigkeiten, schneller, schnellste, laufzeiten, dauerte, dauerten
    query: abfrage, abfragen
    queue: warteschlange, warten, wartezeit, gewartet, wartezeiten, wartet, schlange
    overloaded: überlastet, ausgelastet, auslastung, last
    fail: fehlschlagen, fehlgeschlagen, fehler, fehlerhaft, ausfall, ausgefallen, abgestürzt, abstürzen, absturz, kaputt, gescheitert, abgebrochen, störung, scheitern, scheiterten, scheiterte, schiefgegangen, schief, schiefgelaufen, abstürze, abgeschmiert, gekracht, brechen ab, bricht ab, abbruch, abbrüche, fehlschläge, fehlgelaufen, geplatzt, abgeraucht, auf die nase gefallen, in die hose gegangen, fehlgeschlagene jobs
    reliable: zuverlässig, zuverlässigkeit, stabil, stabilität, erfolgsquote, verfügbarkeit, durchgelaufen, durchlief, durchläuft, durchliefen, durchlaufen, fertig, geklappt, erfolgreich, geglückt, gelungen
    job: job, joblauf, jobläufe, jobläufen, auftrag, pipeline, ladelauf, lauf, läufe, ladeläufe, verarbeitung, verarbeitungen, nachtlauf, läufe, pipelines, jobs
    data quality: datenqualität, qualität, sauber, saubere, stimmen die zahlen, verlässliche zahlen
    quality check: datenprüfung, datenprüfungen, prüfung, prüfungen, qualitätscheck, qualitätschecks, durchgefallen, durchgefallene, nicht bestanden, regel, qualitätsprüfung
    stale: veraltet, aktuell, aktualität, aktualisiert, aktualisierung, überholt, frisch, alt, alte, uralt, neu geladen, verspätet, zuletzt geladen, zuletzt aktualisiert, auf dem neuesten stand
    missing value: fehlende werte, fehlend, fehlen, lücken, unvollständig, vollständig, leere felder, leere, nullwerte, fehlen werte
    duplicate: duplikat, duplikate, doppelt, dubletten, mehrfach, zweimal
    table: tabelle, tabellen
    region: region, norden, süden, osten, westen
    team: team, abteilung
    platform: plattform
    health: gesundheit, zustand
  `,
};
