import type { LanguageWords } from "./language.ts";

export const german: LanguageWords = {
  stemmer: "german",
  small: `der die das den dem des ein eine einen einem einer eines und oder aber nicht kein keine keinen ist sind war waren wird werden wurde
    wurden hat haben hatte hatten habe wir ihr sie es er ich du uns unser unsere unseren unserer mir mich dir euch man wie was wer
    wen wem wo wann warum wieso weshalb welche welcher welches welchen welchem viele viel mehr meisten am im in an auf aus bei bis durch
    für gegen mit nach ohne seit über um unter von vom vor zu zum zur zwischen bitte danke mal denn doch noch nur auch schon sehr so dann
    jetzt heute gestern morgen letzte letzten letzter letztes diese dieser dieses diesen diesem dieser monat woche jahr tag quartal monate
    wochen jahre tage zeig zeige zeigen gib nenne liste kannst können kann könnten könnte möchte soll sollte sollten muss müssen als ob
    wenn dass alle alles etwas jemand pro je einmal hoch gut gibt es geht machen gemacht davon`,
  words: `
    revenue: umsatz, umsätze, erlös, einnahmen, eingenommen, einnehmen, verkaufserlös, ertrag
    sell: verkauf, verkaufen, verkauft, verkäufe, absatz, abgesetzt
    bestseller: verkaufsschlager, topseller, meistverkauft
    buy: kaufen, gekauft, einkaufen, kauf
    order: bestellung, auftrag
    product: produkt, artikel, ware, waren
    category: kategorie, warengruppe, sparte
    customer: kunde, kunden, kundin, käufer, abnehmer, kundschaft
    churn: abwanderung, abwandern, abspringen, kündigen, kündigung, verlassen, abwanderungsrisiko
    loyalty: treue, treu, kundenbindung, bindung
    segment: segment, kundengruppe, kundensegment
    lifetime value: kundenwert
    demographics: demografie, altersgruppe, geschlecht, alter
    inventory: lager, lagerbestand, bestand, bestände, vorrat, vorräte, auf lager
    reorder: nachbestellen, nachbestellung, nachbestellt, auffüllen, zur neige, ausgehen, knapp, ausverkauft, mindestbestand, vergriffen
    supplier: lieferant, lieferanten, zulieferer, hersteller
    warehouse stock: lagerhaus
    cost: kosten, kostet, gekostet, ausgaben, ausgeben, ausgegeben, ausgibt, rechnung, bezahlen, bezahlt, zahlen
    expensive: teuer, teure, teuren, teuerste, kostspielig
    cheap: billig, günstig
    budget: budget, etat
    waste: verschwendung, verschwenden, verschwendet
    save money: sparen, einsparen, einsparung
    access: zugriff, zugreifen, zugegriffen, zugriffe, angesehen, eingesehen, gelesen, geöffnet
    login: anmeldung, anmelden, angemeldet, einloggen, eingeloggt
    failed login: fehlgeschlagene anmeldung, anmeldung fehlgeschlagen, anmeldungen sind fehlgeschlagen, anmeldeversuch
    permission: berechtigung, berechtigungen, recht, rechte, freigabe, zugriffsrecht
    denied: verweigert, abgelehnt, gesperrt
    sensitive: sensibel, sensible, vertraulich, personenbezogen, geheim, gehalt, gehälter, gehaltsdaten
    audit: prüfprotokoll, revision, protokoll
    threat: bedrohung, angriff, einbruch, verdächtig, hacker
    download: herunterladen, heruntergeladen, exportiert
    slow: langsam, langsame, träge, lahm, dauert lange, dauern so lange, dauern lange
    fast: schnell, schnelligkeit, geschwindigkeit, leistung, antwortzeit, laufzeit, dauer, dauern, dauert
    query: abfrage, abfragen
    queue: warteschlange, warten, wartezeit
    overloaded: überlastet, ausgelastet, auslastung, last
    fail: fehlschlagen, fehlgeschlagen, fehler, fehlerhaft, ausfall, ausgefallen, abgestürzt, abstürzen, absturz, kaputt, gescheitert, abgebrochen, störung
    reliable: zuverlässig, zuverlässigkeit, stabil, stabilität, erfolgsquote, verfügbarkeit
    job: job, auftrag, pipeline, ladelauf, lauf, läufe
    data quality: datenqualität, qualität
    quality check: prüfung, prüfungen, regel, qualitätsprüfung
    stale: veraltet, aktuell, aktualität, aktualisiert, aktualisierung, überholt, frisch
    missing value: fehlende werte, fehlend, fehlen, lücken, unvollständig, vollständig
    duplicate: duplikat, duplikate, doppelt, dubletten
    table: tabelle, tabellen
    region: region, norden, süden, osten, westen
    team: team, abteilung
    platform: plattform
    health: gesundheit, zustand
  `,
};
