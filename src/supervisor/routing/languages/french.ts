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
    sell: vente, ventes, vendre, vend, vendu, vendus, vendons, vendues, vendue, vendent, écoulé
    bestseller: meilleure vente, meilleures ventes
    buy: acheter, achat, achats, acheté, achetés, achètent, achetons
    order: commande, commandes
    product: produit, produits, article, articles, marchandise, marchandises, produits
    category: catégorie
    customer: client, clients, clientèle, acheteur, acheteurs, consommateur, consommateurs, cliente, clientes
    churn: attrition, partir, résilier, départ, quitter, désabonnement, partent, partis, perdre, perdons, perdu, nous quitter, risque de départ, nous quittent
    loyalty: fidélité, fidèle, fidèles
    segment: segment, segments
    demographics: âge, genre, démographie, âges, femmes, hommes, tranche d’âge, sexe
    inventory: inventaire, stock, stocks, entrepôt, réserve, reste, restent, en réserve, disponible, disponibles, dépôt, en magasin
    reorder: rupture, rupture de stock, réapprovisionner, recommander, pénurie, épuisé, manque, à recommander, bientôt épuisé, ruptures, sous le seuil, seuil, réassort
    supplier: fournisseur, fournisseurs, fournit, fournissent, livre, approvisionne
    cost: coût, coûts, dépense, dépenses, dépenser, facture, coûte, payer, payons, dépensé, dépense, dépensent, dépensons, coûté, coûtent, payé, facturé, factures, argent
    expensive: cher, chère, chers, coûteux
    budget: budget
    waste: gaspillage
    save money: économiser, économies
    access: accès, accéder, accédé, consulté, vu, a vu, ont vu, regardé, lu, ouvert, ouvre, consulte, accédait, lire
    login: connexion, connexions, connecté, identification, connecter, se connecter, mot de passe, session
    failed login: connexions échouées, échec de connexion
    permission: permission, permissions, droit, droits, autorisation, accordé, droits d’accès, autorisations
    denied: refusé, rejeté
    sensitive: sensible, sensibles, confidentiel, confidentielles, données personnelles, salaire, paie, paies, salaires, secret, privé, privées, confidentielle
    audit: audit
    threat: menace, attaque, suspect
    download: télécharger, téléchargé, exporté, téléchargement, téléchargements, téléchargées, exporter, exporté, extraction, extrait
    slow: lent, lente, lents, lentes, ralenti, lenteur, traîne, traînent, trop longtemps, rame, rament
    fast: rapide, vitesse, performance, durée, temps de réponse, rapidité, temps, durent, dure, duré
    query: requête, requêtes
    queue: file, attente, attendre
    overloaded: surchargé, saturé, charge
    fail: échouer, échoué, échec, échecs, panne, erreur, erreurs, planté, incident, échoue, échouent, échoués, plante, plantent, cassé, cassée, casse, tombé, tombés, interrompu, mal tourné
    reliable: fiable, fiabilité, stabilité, taux de réussite, réussi, réussis, terminé, terminés, stable, aboutit
    job: job, tâche, tâches, traitement, traitements, chargement, chargements, exécution, exécutions, flux
    data quality: qualité, qualité des données
    quality check: contrôle, contrôles, validation
    stale: périmé, obsolète, obsolètes, à jour, actualisé, fraîcheur, vieux, vieilles, anciennes, rafraîchi, rafraîchie, rafraîchies, retard, actualisées, mises à jour, mise à jour
    missing value: valeurs manquantes, manquant, incomplet, vides, vide, manquantes, trous, complètes, complet
    duplicate: doublon, doublons, double, doubles, dédoublé
    table: table, tables
    region: région, nord, sud, est, ouest
    team: équipe, équipes, service
    platform: plateforme
    health: santé
    lifetime value: valeur client, valeur vie
  `,
};
