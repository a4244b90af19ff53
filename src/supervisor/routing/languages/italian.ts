import type { LanguageWords } from "./language.ts";

export const italian: LanguageWords = {
  stemmer: "italian",
  small: `il lo la i gli le l un uno una di del dello della dei degli delle a al alla ai alle da dal dalla in nel nella con su sul per tra fra e o
    ma non è sono era erano fu stato stata stati essere ha hanno abbiamo avere che chi cosa quale quali qual come quando quanto quanta quanti
    quante dove perché si mi ti ci vi suo sua nostro nostra nostri nostre questo questa questi queste più meno meglio peggio molto già anche
    solo oggi ieri domani mese settimana anno giorno trimestre scorso scorsa ultimo ultima mostra mostrami dammi grazie ciao tutti tutto
    ogni totale`,
  words: `
    revenue: fatturato, ricavo, ricavi, incasso, incassi, entrate
    sell: vendita, vendite, vendere, vende, venduto, venduti
    buy: comprare, acquisto, acquisti
    product: prodotto, prodotti, articolo
    category: categoria
    customer: cliente, clienti
    churn: abbandono, abbandonare, andarsene
    segment: segmento, segmenti
    inventory: magazzino, scorte, scorta, giacenza, inventario
    reorder: riordinare, esaurire, esaurito, esauriti, esaurimento, rifornire
    supplier: fornitore, fornitori
    cost: costo, costi, spesa, spese, spende, spendere, speso, fattura, pagare
    expensive: caro, costoso, costosi
    budget: budget
    access: accesso, accessi, accedere, visto
    login: login, accedere al sistema
    permission: permesso, permessi, autorizzazione
    sensitive: sensibile, sensibili, riservato, dati personali
    slow: lento, lenta, lenti, lente
    fast: veloce, velocità, prestazioni, durata
    query: query, interrogazione
    queue: coda, attesa
    fail: fallire, fallito, falliti, errore, errori, guasto
    reliable: affidabile, affidabilità
    job: job, processo, processi, lavoro
    data quality: qualità, qualità dei dati
    stale: obsoleto, obsolete, aggiornato, aggiornate, aggiornamento
    duplicate: duplicato, duplicati
    table: tabella, tabelle
    region: regione, nord, sud
    team: squadra, reparto
  `,
};
