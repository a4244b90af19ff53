/* What the spaces say of themselves, in German, by their agents. */

interface GermanSpace {
  description: string;
  /** Questions that show what can be asked. */
  samples: [string, ...string[]];
}

export const germanSpaces: Readonly<Record<string, GermanSpace>> = {
  sales: {
    description: "Umsatz und verkaufte Stückzahlen des Shops nach Produkt, Kategorie, Region, Kundensegment und Zeit.",
    samples: [
      "Wie hoch ist der Umsatz?",
      "Welches Produkt verkauft sich am besten?",
      "Zeige den Umsatz nach Kategorie",
      "Wie hat sich der Umsatz pro Monat entwickelt?",
      "Wie hoch ist der durchschnittliche Bestellwert pro Region?",
    ],
  },
  customer: {
    description:
      "Kunden des Shops: Segment, Region, Altersgruppe, Geschlecht, Kundenwert, Abwanderungsrisiko und was sie kaufen.",
    samples: [
      "Wie viele Kunden haben wir?",
      "Welche Kunden haben ein hohes Abwanderungsrisiko?",
      "Zeige den Kundenwert nach Segment",
      "Wie viele Kunden gibt es in jeder Region?",
    ],
  },
  inventory: {
    description: "Bestand und Meldebestand der Produkte des Shops nach Kategorie, Lieferant und Lager, Stand jetzt.",
    samples: [
      "Welche Produkte liegen unter dem Meldebestand?",
      "Wie viel Bestand haben wir je Kategorie?",
      "Welches Lager hat am wenigsten Bestand?",
      "Wie viele Lieferanten haben wir?",
    ],
  },
  cost: {
    description:
      "Was die Plattform kostet: Dollar und DBUs nach Tag, Team, Workspace, SKU, Job und Workload über zwei Jahre. Ohne Zeitraum sind die letzten 30 Tage gemeint.",
    samples: [
      "Was haben wir gestern ausgegeben?",
      "Welches Team gibt am meisten aus?",
      "Kosten pro Tag letzte Woche",
      "Die drei teuersten Jobs im Oktober",
      "Kosten im Oktober nach Team",
    ],
  },
  security: {
    description:
      "Wer worauf zugegriffen, was heruntergeladen oder geändert hat, was verweigert wurde und wer sich angemeldet hat: das Audit-Log von zwei Jahren. Ohne Zeitraum sind die letzten 30 Tage gemeint.",
    samples: [
      "Wer hat auf sensible Daten zugegriffen?",
      "Wie viele fehlgeschlagene Anmeldungen gab es letzte Woche?",
      "Welche Benutzer hatten die meisten verweigerten Zugriffe?",
      "Wie hoch ist der Anteil der verweigerten Zugriffe im Oktober?",
    ],
  },
  performance: {
    description:
      "Wie schnell Abfragen, Warehouses und Jobs sind, wie lange Abfragen warten und wie viel sie lesen, über zwei Jahre. Ohne Zeitraum sind die letzten 30 Tage gemeint.",
    samples: [
      "Welches Warehouse ist am langsamsten?",
      "Wie viele Abfragen liefen gestern?",
      "Wie lang ist die durchschnittliche Laufzeit der Jobs?",
      "Zeige die Abfragezeit pro Warehouse",
    ],
  },
  reliability: {
    description:
      "Welche Läufe von Jobs scheitern, warum, und ob sie länger dauern als sonst, über zwei Jahre. Ohne Zeitraum sind die letzten 30 Tage gemeint.",
    samples: [
      "Warum scheitern Jobs?",
      "Welches Team hat die meisten Fehler?",
      "Wie hat sich die Erfolgsquote pro Monat entwickelt?",
      "Fehlerquote nach Team im Oktober",
    ],
  },
  quality: {
    description:
      "Welche Tabellen an ihren Prüfungen scheitern oder veraltet sind, über zwei Jahre. Ohne Zeitraum sind die Prüfungen der letzten 30 Tage gemeint.",
    samples: [
      "Welche Tabellen sind veraltet?",
      "Welche Tabelle hat die meisten Duplikate?",
      "Wie viele Prüfungen sind letzte Woche fehlgeschlagen?",
      "Wie hoch ist die Erfolgsquote der Prüfungen?",
    ],
  },
};
