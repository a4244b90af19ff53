/*
 * What the stand-in for a language model knows of the world: what people talk about at work, by what they say of it, and
 * what is no matter of a company's data. It knows no agent: a topic goes to the agents whose description and keywords have
 * one of its anchors.
 */

export interface Topic {
  /** Words by which an agent for it describes itself. */
  anchors: string[];
  /**
   * What is said about things: these decide whom a clause is for. `~`: a few words may stand there. `?` at the end: it says
   * so only where the clause is about the topic anyway.
   */
  said: string[];
  /** Things that are spoken of, also in other matters: these decide where nothing is said. */
  things: string[];
}

const list = (text: string): string[] =>
  text
    .split(",")
    .map((part) => part.trim().replace(/\s+/g, " "))
    .filter(Boolean);
const topic = (anchors: string, said: string, things: string): Topic => ({
  anchors: list(anchors),
  said: list(said),
  things: list(things),
});

export const topics: Topic[] = [
  topic(
    "revenue, turnover, units sold, sale",
    `revenue, turnover, profit, margin, refund, discount, vat, sell, sold, sale, resell, outsell, outsold, earn, earner, earnings, takings,
     income, proceeds, gross, top line, bring in, bring ~ in, bring us, bring ~ money, bring home, take in, shop ~ take, shop take,
     store ~ take, pull in, pull ~ in, rake in, rake ~ in, come in, cash in, make money, money maker, moneymaker, money spinner, cash cow,
     money did ~ make, money do ~ make, money do ~ get, money do ~ take, money do ~ bring, makes us, made us, make with, make from, make on,
     make off, make in, make ~ with, did we make, do we make, we made, made ~ with, get for, did ~ bring, best seller, bestseller, seller,
     best article, best product, best item, worst article, worst product, worst item, top article, top product, top item, strong product,
     weak product, mover, shift ~ units, shift, hit, hits, flop, flops, dud, duds, blockbuster, slow seller, shelf warmer, ladenhueter,
     ladenhüter, popular, popularity, favourite product, favorite product, in demand, demand, appeal, sought after, trendy, crowd pleaser,
     buy, bought, purchase, checkout, basket, basket size, order value, average order, order size, cart, ticket size, over the counter,
     over ~ counter, leave ~ shop, fly off the shelves, hot cakes, flog, slow product, fast product, through the till, in the till, till,
     cash register, ring up, selling price, price of an order, price point, unit price, commercially, turn over, contribute, deals,
     win deals, pipeline of deals, hot right now, weak month, strong month, best month, worst month, good month, bad month, strongest month,
     weakest month, growing?, growth?, shrinking?, grow?, picking up?, business picking up, go up?, go down?, do well?, do badly?,
     how did ~ do?, how did ~ go?, how is ~ doing?, how was?, numbers for?, figures for?, dying?, moved?, move?, most money?, least money?,
     more money?, money?, much money?, order?, orders?, beat?, leads?, winner?, loser?, performing?, perform?, hardly anybody wants,
     nobody wants, people want, customers want, nobody buys, how did we do, how are we doing, how is business, how was business,
     business doing, did business, trade, shop make, shop did, the shop, our shop, store make, black friday?, christmas business, season,
     peak season, money from, money with, money through, worth of, worth ~ sold, volume, units?, pieces?, items sold, customer ~ spend,
     shopper ~ spend, client ~ spend, member ~ spend, buyer ~ spend, spender ~ customer, spender ~ client, big spender, spend in ~ shop,
     spend at ~ shop, spend ~ with us, spend ~ money ~ us, leave ~ money, pay us, paid us, generate, generated, per customer?,
     market share?, mix?, receipts, haul in, in the kitty, rang up, umsatz, umsätze, verkauf, verkauft, verkauften, verkäufe, einnahmen, eingenommen,
     eingebracht, reingekommen, eingespielt, abgesetzt, absatz, erlös, ladentisch`,
    "product, category, item, article, laptop, furniture, electronics, goods, ware, merchandise, assortment, model, line",
  ),
  topic(
    "customer, churn, lifetime value",
    `churn, leave us, leaving us, leave ~ us, turn ~ back on us, about to leave, about to go, about to walk, walk away, walk out,
     going away, gone for good, lose customers, lose ~ customers, losing people, lost customers, losing them, cancel on us, cancel, shaky?,
     wobbly?, call?, quit us, quit, bail, defect, flight risk, at risk, risk of leaving, risky?, likely to leave, likely to go, jump ship,
     before they jump, are leaving, them leaving, abandon us, drop us, drop off?, switch to, slip away, say goodbye, goodbye to us, unhappy,
     disloyal, loyal, loyalty, retention, retain, keep them, stay with us, stay ~ with us, stay customers, stick with us, stick around,
     come back, comes back, came back, regulars, regular, returning, repeat, faithful, tenure, long standing, been with us, with us for,
     with us since, with us longest, segment, lifetime value, worth to us, customer ~ worth, client ~ worth, buyer ~ worth, worth the most,
     most to us, valuable, in the long run, long term value, sign up, signed up, join us, join, joined, joiner, newcomer, new faces,
     newly won, won over, acquire, win new, register, registered, recruited, on board, came on board, older?, younger?, age?, aged?, ages?,
     age group, age bracket, old?, how old?, how young, oldest?, youngest?, generation, over 50?, pensioners, retirees, students, teenagers,
     young people, women, men, female, male, lady, gentlemen, sexes, gender, demographic, where do they live, where ~ live, live?,
     based in?, happy with us, satisfied, who buys from us, shop with us, buy from us, buys with us, our people, people do we serve,
     kind of people, ltv, clv, how long?, longest?, long?, new?, newest?, most recently?, in total?, active?, inactive?, dormant, gold, vip,
     best customers, key accounts, one foot out, looking elsewhere, shop around, drift away, fed up with us, kunden, kundin, abspringen,
     abzuspringen, abwandern, abgewandert, kündigen, weglaufen, laufen ~ weg, gefährdet, bei uns dabei, treu`,
    "customer, client, clientele, they, whom, buyer, member, membership, subscriber, account, shopper, premium, standard, consumer, patron, people, person, folks, user base, customer base, clients, audience, c001, c002, c003, kunde, kunden",
  ),
  topic(
    "inventory, stock, reorder, supplier",
    `stock, in stock, on stock, on hand, run out, running out, run dry, run out of, ran out, run low, running low, low on, out of stock,
     sold out, sell out, have enough, enough of, enough stock, there enough, hold enough, enough ~ left, short of, short on,
     out of anything, out of something, are we out, gone from, nearly gone, almost gone, nearly out, almost out, reorder, re order, restock,
     replenish, order again, order more, order ~ next, order today, order now, need to order, have to order, should we order, should order,
     must order, buy more of, stuff to buy, have to buy, need to buy, should we buy, get more of, need more, more of?, refill, top up,
     resupply, procure, purchasing order, should purchasing, purchasing department, where do we keep, keep the, where do we store, stored,
     store?, stores?, stash, where are the?, supplier, supply, supplies, supplied, vendor, deliver?, delivery, delivery from, delivered by,
     wholesaler, source from, sourced from, come from who, who makes?, who provides, sitting on, sits in, sitting in, sit on, overstock,
     overstocked, too many of, too many?, too much of, gather dust, gathering dust, piled up, pile up, pile, dead stock, shelf, shelves,
     could we ship, can we ship, ready to ship, ship ~ today, ship, dispatch, available, availability, pieces left, units left, left in,
     how many are left, left?, remain, remaining, remains, how many ~ left, much ~ left, still there, still got, still have,
     do we still have, in hand, in house, safety level, safety stock, minimum, below minimum, threshold?, buffer, in the warehouse,
     in our warehouse, in the depot, depot, stockroom, back room, inventory, shortage, shortfall, scarce, scarcity, empty shelf, phone?,
     call?, order from, get from, buy ~ from ~ supplier, lager, in storage, storage?, in the storeroom, storeroom, cover us, last us,
     will ~ last, last for ~ weeks, lying around, lie around, do we have any, have any?, got any?, any ~ left, can i promise,
     can we promise, promise, can we deliver, can we fulfil, fulfil, fulfill, do we get from, short in, stocktake, count of goods, spare,
     spares, how many ~ there?, do we have?, have we got?, got?, do we own, in hamburg?, below the mark, nothing left, noch da, zu wenig, nachbestellen, bestand, vorrat, auf lager, im regal,
     vorrätig, liefert, lieferant, nachbestellt`,
    "warehouse?, part, goods, product, chair, desk, laptop, mouse, article, item, warehouses",
  ),
  topic(
    "cost, spend, dbu, budget",
    `cost, costs, costly, spend, spent, spending, spender, pay for, pay, paid, paying, pay ~ for, bill, billed, billing, invoice, invoiced,
     expensive, pricey, price?, price of, priced, pricy, cheap, cheapest, budget, dbu, burn, burn ~ money, burn through, waste, wasteful,
     wastes, squander, save money, save on, save?, saving, cut costs, chargeback, charge, charged, charges, overspend, overshoot,
     over budget, allowance, money pit, eat up, eats the most, eats most, eat ~ money, swallow, swallow ~ money, guzzle, devour,
     devour ~ money, gobble, cost us, set us back, set ~ back, run up, rack up, money on, money for, money go, put into, pour into,
     worth its money, worth the money, worth its price, value for money, money's worth, dear, dearer, dearest, databricks money, money?,
     dollar?, euro?, usd?, cloud storage, storage cost, consumption, consume, consumer of?, usage?, bleeding money, bleed, accrual,
     accruals, financially, finance wise, expenditure, expense, expenses, outlay, cloud bill, compute bill, platform bill, fee, fees,
     price tag, how much is?, how much for?, how much does?, cost centre, cost center, for nothing, idle, unused, oversized, biggest tab,
     chew through, hoover up, using up, use up, eye watering, arm and a leg, zahlen, bezahlt, gezahlt, rechnung, verbraten, verpulvert, verbrauch,
     overprovisioned, kosten, kostet, gekostet, ausgaben, ausgegeben, ausgibt, gibt ~ aus, teuer, teure, teuren, teuerste, teuersten`,
    "sku, workspace, dollar, team, serverless, compute, cluster, cloud",
  ),
  topic(
    "audit, login, permission, sensitive",
    `access, accessed, look at, looked at, looked into, looking at, looking into, had a look, have a look, peek, opened, opening,
     open ~ table, viewed, view, who ~ been in, who was in, been looking, been reading, who read, read?, reading?, who saw, who ~ seen,
     anyone ~ seen, somebody ~ seen, seen by, see ~ data, download, downloaded, downloads, browse, snoop, dig, rummage, fiddle, fiddling,
     tamper, meddle, security incident, security incidents, security issue, security issues, export, exported, grab, grabbed, copied, copy?, who ~ pulled, somebody ~ pulled, anybody ~ pulled, anyone ~ pulled, someone ~ pulled, pull ~ data, take ~ home, took ~ home, walk off with,
     took ~ data, take ~ data, got hold of, get hold of, get into, got into, getting into, get to, got at, get at, hand out, handed out,
     give ~ rights, gave ~ access, given access, permission, grant, granted, privilege, admin rights, admin, right on, right to?,
     change ~ right, right ~ change, user right, access right, right of?, rechte, allowed to, allow ~ to see, allowed to see, log in,
     logged in, login, logon, logins, sign on, sign in, sign ins, signed in, failed login, failed logins, failed sign ins, failed sign in,
     failing sign ins, fail to log in, login attempt, wrong password, wrong passwords, bad password, password, passwords, password wrong,
     password ~ wrong, mistype, locked out, lock out, denied, turned away, turn away, send away, sent away, kept out, blocked, refused,
     refuse, reject access, no entry, suspicious, fishy, shady, strange?, odd?, odd hours, at night?, at 2am, after hours,
     middle of the night, out of hours, outside office hours, outside business hours, on the weekend?, break in, breach, leak, leaked,
     intruder, hack, hacker, attack, steal, stolen, stole, theft, audit, poke, poking, nosing, nosy, touched, touch, touches, deleted,
     delete, drop ~ table, who changed, changed by whom, misuse, abuse, unauthorized, unauthorised, sneak, sneaking, spy, spying, security,
     secure, sensitive, confidential, restricted, secret data, secret table, personal data, private, classified, get in, getting in, got in,
     come in from, admin changes, changed rights, role change, guest account, guest accounts, service account, service accounts,
     who has been, who may, who can see, who is able, who did what, behind it?, from abroad, from outside, from which country, ip address,
     ip addresses, fumbling ~ login, fumble ~ login, door shut, shown the door, knocked back, prying, zugriff, zugegriffen, gehälter, gelesen, angesehen,
     angefasst, angemeldet, abgewiesen, verweigert, berechtigung, passwort`,
    "salary, payroll, salaries, guest, principal, user, account?, address?",
  ),
  topic(
    "slow, query, latency, queue",
    `slow, slower, slowest, slowly, sluggish, fast, faster, fastest, quick, quickly, quicker, speed, speedy, snappy, take long, takes long,
     take ~ long, take so long, take forever, take ages, takes ages, takes forever, takes longest, take longest, take the longest, drag,
     dragging, drag on, molasses, treacle, snail, at a snail's pace, wait, waits, waiting, wait ages, wait for, wait ~ for, wait in line,
     in line, line up, stand in line, queue, queued, queues, queueing, latency, duration, how long do?, how long does?, how long?,
     how long did?, long running, longest running, run longest, ran longest, ran the longest, longest?, longer?, long?, run time, runtime,
     percentile, p95, p99, p50, spill, spilled, spilling, spill to disk, cache, cached, cpu usage, cpu, memory usage, utilization,
     utilisation, bottleneck, overloaded, overload, busy?, busiest?, too busy, rush hour, swamped, snowed under, at its limit, at the limit,
     at capacity, maxed, traffic jam, jam, hog, hogs, hogging, heavy, heaviest, load on, under load, concurrency, bigger warehouse,
     larger warehouse, smaller warehouse, size up, upsize, scale up, scan, scanned, read ~ bytes, gigabytes, terabytes, bytes, response,
     respond, responsive, answer quickly, crawl, hang?, everything hangs, system hangs, lag, laggy, lagging?, peak, congested, congestion,
     freeze, freezing, frozen, stuck, feels stuck, hammering, hammer, scans, unresponsive, time out?, minutes to load, seconds to load,
     seconds?, open slowly, load slowly, loads slowly, slow to load, spin, spinning wheel, slow down, slowed, performance, turnaround,
     hang around in ~ queue, twiddling thumbs, chugging, grinding, langsam, langsamsten, wartet, warten, warteschlange, schlange, dauert, dauern`,
    "query, sql, statement, warehouse, dashboard, report, select, queries, abfrage, abfragen",
  ),
  topic(
    "job, failure, success rate, reliable",
    `fail?, failure?, job failure, failed job, failed run, failure rate, number of failures, crash, crashed, break?, broken?, broke down?,
     broken job, go wrong?, wrong with?, error?, error code, exception, success rate, success?, successful?, succeed, finish?, finish ok,
     complete ok, run through, ran through, through fine, ran?, run ~ yesterday, run ~ today, runs?, retry, retried, runtime?, run time?,
     duration?, how long?, long?, longest?, longer?, shortest?, canceled run, cancelled run, run ~ canceled, run ~ cancelled, stable, flaky, flakiest, shaky, wobbly,
     reliable, reliability, dependable, on schedule, on time, missed its schedule, miss ~ schedule, schedule?, punctual, abort, aborted,
     die?, died?, dying?, recover, outage, incident?, incidents?, problem child, troublemaker, trouble, blow up, explode, red?, green?,
     make it through, made it through, fall over, falls over, fell over, fall down, keel over, go down?, conk out, choke, trip up, stumble,
     stall, stalled, hiccup, flunked its run, restart, restarted, make it?, goes through, go through, went through, first attempt,
     first try, paging, page ~ team, between failures, mtbf, mttr, sla?, sla breach, slo breach, slo, uptime, out of memory, oom, time out?, timeouts, healthy?,
     brought down, bring down, belly up, go bust, went bust, act up, acting up, play up, fell apart, fall flat, off the rails, knock over,
     knocking over, knocked over, give up the ghost, bite the dust, went sideways, go sideways, screwed up, messed up, borked, cause of, root cause, health of ~ jobs, job health, fehlgeschlagen?, gescheitert?, abgebrochen?, abgestürzt,
     abbruch, abbrüche, brechen ~ ab, bricht ~ ab, durchgelaufen, schief, fehlerhaft?, fehlerhafte?, fehlerhaften?, abgeraucht,
     abgeschmiert, auf die nase, geplatzt, in die hose, geklappt`,
    "job, run, pipeline, load, etl, workflow, batch, process, task, nightly, jobs, lauf, läufe",
  ),
  topic(
    "data quality, stale, duplicate, missing value",
    `trust, trustworthy, rely on, believe, credible, believable, quality, check, checks, validation, validate, quality check, failed check,
     failed checks, fail ~ check, fail ~ checks, fail ~ validation, pass ~ check, pass ~ checks, trip ~ check, trip ~ validation,
     tripping validation, rule, rules, expectation, stale, fresh, fresher, freshest, freshness, up to date, outdated, out of date,
     refreshed, refresh, updated?, update?, last updated, last update, last loaded, load last, late?, overdue, delayed, behind?,
     behind schedule, not arrived, not loaded, not been loaded, arrive late, days old, hours old, yesterday's data, old data, duplicate,
     duplicates, dupes, double, doubles, doubled, twice?, double entries, same row, missing, missing values, null, nulls, empty?,
     empty field, empty column, empty value, empty cell, blank, blanks, incomplete, complete, completeness, correct, correctness, accurate,
     accuracy, plausible, wrong numbers, wrong data, valid, invalid, malformed, broken data, flunk, flunked, bad rows, bad row, bad data,
     bad records, broken rows, rows rejected, schema change, schema drift, changed schema, columns changed, new columns, type changed,
     clean, data test, test?, dirty, dirtiest, messy, junk, rotten, good shape, garbage, holes, holes in, gaps in, any good?,
     number ~ right?, data ~ right?, how old, old?, oldest?, add up, make sense, rejected?, rejects?, downstream, upstream, lineage,
     behind on, incorrect, inconsistent, consistent, integrity, reliable data, filled, filled in, not filled, sound?, okay?, ok?, in order?,
     healthy?, duff, rubbish, wonky, hours behind, gone stale, sauber, durchgefallen, qualitätscheck, qualitätschecks, aufgefrischt, aktualisiert,
     datenqualität, veraltet, aktuell, doppelt, lücken, unvollständig, fehlende werte, geprüft, prüfung, prüfungen`,
    "table, column, row, dataset, data, field, record, value, feed, tabelle, tabellen, spalte",
  ),
];

/** Behind these a thing is the data that something is done with: "exports of customer records". */
export const dataWords = list("record, data, table, row, list, file, dataset, column, result");

/** What nobody's data holds. */
export const elsewhere = list(
  `weather, rain, sunny, forecast for tomorrow, joke, poem, song, story, recipe, cook, risotto, pizza, lunch, dinner, restaurant, horoscope, linkedin, write me, write a, compose a, how do you say, in french, in spanish, meeting room, who won, my own laptop, my laptop, my computer, my phone, turn on, wifi, printer, vpn, football,
   soccer, match, movie, film, book me, flight, hotel, capital of, chancellor, president, prime minister, mount everest, meaning of life, translate,
   exchange rate, stock market, stock price, share price, stock exchange, our office, our ~ office, the office, wlan, the train, bitcoin, lottery, holiday, vacation, birthday, girlfriend, boyfriend, politics, election, news today,
   what time is it, square root, solve, homework, essay, python script, write code, javascript, haiku, sing, dance, love me, your name, favorite color,
   favourite colour, doctor, headache, diet, gym, train to, bus to, taxi, parking, coffee, beer`,
);

/** Somebody wants to see or change how the assistant itself works. */
export const aboutItself = list(
  `system prompt, your prompt, your instructions, previous instructions, prior instructions, hidden rules, your rules, you were told, told before, developer mode,
   jailbreak, hidden instructions, environment variables, who made you, ignore the rules, rules above, tell me a secret, api key, your secrets, text above, repeat the text, act as, pretend to be, you are now`,
);

/** How people ask for what the tools do; a tool is meant by its own description. */
export const wishes: { anchors: string[]; said: string[] }[] = [
  {
    anchors: list("runbook, how-to"),
    said: list(
      `how do i fix, how do we fix, how to fix, how can i fix, what do i do when, what do we do when, what to do when, what to do if, what should i do, what should we do,
       steps to, steps for, procedure, instructions for, playbook, runbook, guide for, how do i restart, how do i rerun, how do we restart, how to restart, how do i recover, how to recover,
       how do we handle, how to handle, how do i handle, who is on call, who is responsible for, whom do i call, escalation, our process for, manual for, checklist, documentation on, wie behebe ich, was tun, was mache ich wenn`,
    ),
  },
  {
    anchors: list("dashboard, dashboards"),
    said: list(
      `a dashboard, any dashboard, dashboard for, dashboard about, dashboard on, dashboards for, dashboards about, dashboards do, link to the dashboard, board for, board with, dashboard that, ein dashboard, which dashboard, what dashboards`,
    ),
  },
  {
    anchors: list("web, internet"),
    said: list(
      `search the web, search online, look online, look up online, google, on the internet, in the news, databricks outage, outage at databricks, databricks down, azure down, aws down, slack down, is azure, is aws, status page,
       public holidays, latest version of, release notes, documentation of databricks, known issue, cve`,
    ),
  },
  {
    anchors: list("alert, on-call, notify"),
    said: list(
      `alert the, alert on-call, notify the, page the, page on-call, wake up, ping the on-call, ping on-call, tell the on-call, inform the on-call, let the on-call know, raise the alarm, send an alert, warn the, sound the alarm, escalate to`,
    ),
  },
];
