import type { LanguageWords } from "./language.ts";

export const dutch: LanguageWords = {
  stemmer: "dutch",
  small: `de het een en of maar niet geen is zijn was waren wordt worden werd werden heeft hebben had hadden heb wij we jullie zij ze het hij ik jij
    ons onze mijn jouw hun men hoe wat wie waar wanneer waarom welke welk hoeveel meer meest meeste aan in op uit bij tot door voor tegen
    met naar zonder sinds over om onder van tussen te alstublieft graag dan nu vandaag gisteren morgen vorige vorig laatste deze dit die
    dat maand week jaar dag kwartaal toon laat zien geef kan kunnen kun zou moeten moet als alle alles iets iemand per`,
  words: `
    revenue: omzet, inkomsten, opbrengst
    sell: verkoop, verkopen, verkocht, verkoopt
    buy: kopen, gekocht, aankoop
    product: product, producten, artikel
    category: categorie
    customer: klant, klanten
    churn: opzeggen, verloop, weglopen, vertrekken
    segment: segment, segmenten
    inventory: voorraad, voorraden, magazijn
    reorder: bijbestellen, aanvullen, opraken, uitverkocht, tekort
    supplier: leverancier, leveranciers
    cost: kosten, kost, uitgaven, uitgeven, rekening, betalen
    expensive: duur, dure, duurste
    budget: budget
    access: toegang, bekeken, geopend
    login: inloggen, aanmelding, ingelogd
    permission: rechten, machtiging, toestemming
    sensitive: gevoelig, gevoelige, vertrouwelijk, persoonsgegevens
    slow: traag, trage, langzaam
    fast: snel, snelheid, prestaties, duur van
    query: zoekopdracht, query
    queue: wachtrij, wachten
    fail: mislukt, mislukken, mislukte, fout, fouten, storing, gecrasht
    reliable: betrouwbaar, betrouwbaarheid
    job: taak, taken, job
    data quality: datakwaliteit, kwaliteit
    stale: verouderd, verouderde, actueel, bijgewerkt
    duplicate: dubbel, duplicaten
    table: tabel, tabellen
    region: regio, noorden, zuiden
    team: team, afdeling
  `,
};
