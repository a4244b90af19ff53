import type { LanguageWords } from "./language.ts";

export const french: LanguageWords = {
  stemmer: "french",
  small: `le la les l un une des du de d au aux à en dans avec par pour sans sur entre depuis jusque et ou mais ne pas n est sont était étaient
    fut être a ont avait avons avez ai que qu quoi qui quel quelle quels quelles comment quand combien où pourquoi se me te nous vous ils
    elles il elle on je tu son sa ses notre nos mon ma mes leur leurs ce cet cette ces c s j m t y plus moins mieux meilleur très déjà aussi
    seulement hier aujourd hui demain mois semaine année an jour trimestre dernier dernière montre donne moi veux peux peut pourrait merci
    bonjour tout tous toute toutes chaque total totale svp`,
  words: `
    revenue: chiffre affaires, chiffre d affaires, recettes, revenu, revenus
    sell: vente, ventes, vendre, vend, vendu, vendus
    bestseller: meilleure vente, meilleures ventes
    buy: acheter, achat, achats
    order: commande, commandes
    product: produit, produits, article
    category: catégorie
    customer: client, clients, clientèle, acheteur
    churn: attrition, partir, résilier, départ, quitter, désabonnement
    loyalty: fidélité, fidèle, fidèles
    segment: segment, segments
    demographics: âge, genre, démographie
    inventory: inventaire, stock, stocks, entrepôt, réserve
    reorder: rupture, rupture de stock, réapprovisionner, recommander, pénurie, épuisé, manque
    supplier: fournisseur, fournisseurs
    cost: coût, coûts, dépense, dépenses, dépenser, facture, coûte, payer, payons
    expensive: cher, chère, chers, coûteux
    budget: budget
    waste: gaspillage
    save money: économiser, économies
    access: accès, accéder, accédé, consulté, vu
    login: connexion, connexions, connecté, identification
    failed login: connexions échouées, échec de connexion
    permission: permission, permissions, droit, droits, autorisation
    denied: refusé, rejeté
    sensitive: sensible, sensibles, confidentiel, confidentielles, données personnelles, salaire
    audit: audit
    threat: menace, attaque, suspect
    download: télécharger, téléchargé, exporté
    slow: lent, lente, lents, lentes, ralenti
    fast: rapide, vitesse, performance, durée, temps de réponse
    query: requête, requêtes
    queue: file, attente, attendre
    overloaded: surchargé, saturé, charge
    fail: échouer, échoué, échec, échecs, panne, erreur, erreurs, planté, incident
    reliable: fiable, fiabilité, stabilité, taux de réussite
    job: job, tâche, tâches, traitement, traitements
    data quality: qualité, qualité des données
    quality check: contrôle, contrôles, validation
    stale: périmé, obsolète, obsolètes, à jour, actualisé, fraîcheur
    missing value: valeurs manquantes, manquant, incomplet
    duplicate: doublon, doublons
    table: table, tables
    region: région, nord, sud, est, ouest
    team: équipe, équipes, service
    platform: plateforme
    health: santé
  `,
};
