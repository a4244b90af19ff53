/*
 * Words that people use for one thing at work, one group a line: whoever knows one word of a group strongly is also
 * reached by the others. Forms of a word need no entry. These are words of business and of data platforms in general; a
 * company's own words belong into its configuration.
 */

const groups = `
revenue, turnover, sales, income, takings, earnings, proceeds, gross sales, top line, money we made, money we take in, sales figures, money coming in, make money, makes money, making money, made money, earn money, commercially, commercial results, business volume, cash in, rake in, gross, top-line, growing, growth, grow our business, strongest month, best month, weakest month, cash cow, over the counter, spend in the shop, spend with us, spent with us, flog, go for the shop, shop do, shop doing, turn over, average price, selling price, bring money, bring in money, in the till, through the till, shop make, shop made, shop take, shop took, money from, make from, make with, make off, brought us, bring us
sell, sold, sale, bring in, move units, selling, sell through, units shifted
bestseller, best seller, top seller, best selling, most popular, favourite product, favorite product, flagship, hottest product, hit product, star product, top product, top item, top article, best product, best item, best article, fly off the shelves, hot cakes, winner, mover, our hits, big hit, flop, shelf warmer, slow seller, sought after, in demand, demand
buy, purchase, bought, order, shop for, basket
product, item, article, good, merchandise, goods, assortment
category, product group, product line, department of goods, line of products
profit, margin, gain, bottom line, contribution, profitable, profitability, ebit, net income, markup
price, unit price, list price, price tag, price point
discount, rebate, promotion, markdown
customer, client, buyer, shopper, shop with us, buy from us, we serve, account, clientele, consumer, patron, subscriber, customer base, member, guest list, customer file, customer records, account holder, end user, household, new customer, new customers, sign up, signed up, signing up, joined us, join us, who joined, have joined, joined, acquire, acquired, acquisition, onboard, onboarded, came on board, on board, new faces, account list, accounts
churn, attrition, walk away, walk out, leave us, leaving us, risk of leaving, might leave, cancel their, defect, jump ship, quit us, turn their back, stop buying, lose customers, losing customers, lost customers, about to leave, leaving, they cancel, switch to a competitor, drop off, walk, about to walk, quit, drop out, dropping out, on the fence, wobbly, slip away, slipping away, unsubscribe, bail
loyalty, loyal, retention, retain, stay with us, been with us, with us longest, with us since, stick around, regulars, faithful, returning customer, repeat customer, come back, stick with us, stay loyal, tenure, long-standing, returning
segment, segmentation, customer group, tier, persona, cohort
lifetime value, clv, ltv, customer value, worth of a customer, worth to us, in the long run, long term, customer lifetime value, valuable, most valuable, worth the most, high value, big spender, key account
demographics, demographic, age group, age bracket, gender, women, men, older, younger, age, gender split, male, female, sex, generation, how old are they, how old
premium, vip, gold, top customer
satisfaction, happy, unhappy, complaint, nps
inventory, stock, storage, supply on hand, on hand, in store, on the shelf, shelf, shelves, warehouse stock, stockroom, depot, what is left, goods on hand, stock up, stocked, in the building, storeroom, in storage, holdings, on stock, availability of goods, available to ship, ready to ship, could ship, can ship, left in store, stock count, stocktake, pieces left, units left, still have, have left, have any, got left, where do we keep, where do we store, where are the, have enough, in the warehouse, in house, lying around, lie around, remain, remaining, still there, in the depot, gather dust, pile up, sit in
reorder, restock, replenish, order again, order more, buy more of, top up, refill, resupply, run out, run low, running low, running out, almost gone, nearly empty, going to run out, out of stock, sold out, shortage, scarce, low stock, low on, need more, nearly gone, gone off, sell out, not enough of, enough of, short of, below minimum, empty shelf, out of anything, run dry, safety stock, safety level, minimum stock, minimum level, stockout, stock-out, backorder
supplier, vendor, delivers, deliver us, manufacturer, provider of goods, supply chain, wholesaler, source goods, sourced, sourcing, buy from, procure, procurement, purchase from, get it from
surplus, overstock, excess stock, too much of, dead stock
shipment, delivery, shipping, dispatch, freight, arrive, arrival, ship, shipped, in transit, lead time
cost, spend, spending, expense, expenditure, bill, invoice, outlay, charge, charges, money spent, burn money, burn rate, burn, set us back, cost us, money pit, worth its money, worth the money, shell out, devour, gobble, squander, splash out, fee, fees, pay for, paid for, price we pay, how much do we pay, payment, eat up money, swallow money, run up, bill us, burn through, burned through, burning, eat up, eats up, eats, guzzle, guzzles, rack up, ran up, financial, invoiced, spender, pay, paying, paid, accrual, accruals, cost centre, provision
expensive, costly, pricey, dear, overpriced
cheap, inexpensive, affordable, economical
budget, overspend, overspent, over budget, within budget, overshoot, exceed the budget, spending limit, allowance, cost limit
save money, savings, cut costs, reduce cost, cost optimization, optimize spend, optimization, waste, wasteful, wasting, wasted, waste money, idle resources, throw away money, idle, oversized, underused, unused, overprovisioned
chargeback, showback, cost allocation, cost center, cost centre, billing
dbu, consumption, usage of compute, compute units, credits
compute, cluster, serverless, infrastructure, cloud bill, cloud storage, vm, instances, node hours
access, accessed, look at, looked at, looked into, looking at, read by, opened, open, viewed, saw, seen by, view, peek, snoop, touch, touched, got into, who used the table, user activity, activity of users, poke around, poking around, nose around, rummage, rummaging, fiddle, tamper, meddle, nosy, spy, browse, browsed, browsing, inspect, inspected, peeked, peeking, consult, consulted, went into, been in, dig into, digging in, got hold of, eyeball
login, ip address, log in, logged in, sign in, signed in, sign-in, logon, log on, authentication, authenticate, password, mfa, session, get in, got in, sign on, signed on, sign-on, sso, credentials, account takeover
failed login, login failure, failed sign-in, wrong password, password wrong, mistyped password, failed logon, locked out, login attempts, fail to sign in, failed to sign in, fail to log in, failed to log in, could not sign in, bad password, brute force, login problem, failing to get in, fail to get in, failing to sign in, failing to log in
permission, right, rights, privilege, grant, granted, grants, role, entitlement, admin right, admin rights, admin access, authorization, acl, governance, grant access, granted access, gave access, rights change, elevate, elevated, escalate privileges, role change, make admin, made admin, admin changes, admin change, changed rights
denied, access denied, refused access, rejected access, blocked, forbidden, unauthorized, unauthorised, turned away, turn away, rejected, not allowed, knocked back, kept out, sent away, no entry
sensitive, confidential, restricted, pii, personal data, private data, secret data, salary, salaries, payroll, classified, classification, gdpr, data protection, privacy, secret, protected data, pay slips, payslips, wages, health data, bank details, credit card
audit, audit log, audit trail, compliance, compliant, policy violation, trace of changes, who did what, who changed, who altered, who edited, who modified, delete, deleted, drop a table, dropped, removed by
threat, threats, attack, intrusion, break-in attempt, break into, hacker, hacked, breach, suspicious, anomalous access, leak, data leak, exfiltration, insider, strange access, unusual access, intruder, fishy, shady, dodgy, odd hours, middle of the night, abuse, abused, misuse, misused, rogue, phishing, malicious
download, export, exported, pulled, take out data, copy out, extract data, grab data, grabbed, pulled data, took data, took a copy, copied out, dump, dumped, data export, extracted
slow, sluggish, laggy, crawl, crawling, drag, dragging, takes forever, take forever, take ages, takes ages, too long, lag, unresponsive, molasses, snail, time out waiting, hang, hangs, poor performance, bottleneck, slowdown, slowed, slow down, slower, tardy, dawdle, endless, eternity, feel slow, drags on, takes long, take long, taking long, took long, degrade, degraded, degradation, stuck, feels stuck, hammering
fast, quick, quick enough, fast enough, bigger warehouse, larger warehouse, smaller warehouse, speed, longest running, long running, speedy, snappy, responsive, responsiveness, response time, latency, query time, run time, duration, performance, how long, percentile, p95, p99, how quickly, execution time, elapsed time, turnaround
query, queries, sql, statement, dashboard query, request to the warehouse, select statement, report query, ad hoc query
wait, waiting, queue, queued, queueing, backlog, stuck in line, waiting line, waiting time, in line, line up, lining up, stand in line, wait time, on hold
overloaded, overload, congested, busy, busiest, peak hours, peak time, rush hour, at capacity, saturated, warehouse load, utilization, utilisation, utilized, concurrency, maxed out, at its limit, swamped, snowed under, traffic jam, jammed, crowded, pressure, contention, capacity, under load
scan, scanned, data read, bytes read, gigabytes, terabytes, spill, cache
fail, failed, failing, failure, break, broke, broken, crash, crashed, crashing, blow up, blew up, fall over, fell over, die, died, abort, aborted, error, errors, incident, incidents, outage, go wrong, went wrong, killed, unsuccessful, did not go through, not run through, red, went south, bombed, bomb, choke, choked, tripped, stumble, stumbled, collapse, collapsed, kaput, trouble, problem child, mishap, hiccup, keel over, conk out, malfunction, explode, trip up, stall, stalled, did not finish, never finished, did not make it, interrupted, breakage, paging, pager, between failures, red again
flaky, unstable, unreliable, fragile, brittle, unsteady, keeps failing, all the time breaks, hit and miss, unpredictable, shaky, erratic
reliable, reliability, stable, stability, dependable, robust, uptime, success rate, sla, slas, slo, sla breach, slo breach, breach of the sla, availability, healthy jobs, track record, spotless record, clean record, spotless, flawless, dependability, steady, run smoothly, ran smoothly, smooth, went well, go well, run through fine, ran through, finish ok, finished ok, finished, finish, complete successfully, succeed, succeeded, success, green, on schedule, on time, punctual, make it, made it, make it through
job, pipeline, workflow, etl, batch, scheduled task, nightly run, nightly load, ingestion, load job, task run, nightly thing, nightly batch, data load, nightly job, scheduled job, dag, etl run, overnight run, processing run, loads
retry, retries, rerun, recover, recovery, restart of jobs, restarted, second attempt
cause of failure, root cause, error code, reason for failure, why jobs fail, error message
data quality, quality of data, clean data, trust the data, trust, trustworthy, accurate, accuracy, correct data, quality score, wrong data, bad data, dirty, garbage, messy data, corrupt, corrupted, faulty data, rely on the data, good shape, sane, sanity, credible, believable, junk, rotten, plausible, plausibility, reliable data, data issue, data problem, broken data, integrity, consistent, consistency, inconsistent
quality check, check, validation, validate, expectation, data test, rule, test of data, constraint, flunk, flunked, failed the check, assertion, unique key, not null
stale, outdated, out of date, up to date, old data, fresh, freshness, late table, not refreshed, last refresh, refreshed, last update, updated, behind schedule, current data, overdue, delayed, recency, age of the data, last loaded, last load, how old, lagging, data from yesterday, how current
missing value, missing values, null, nulls, empty field, empty value, blank, incomplete, completeness, complete, gaps in the data, holes in the data, holes in
duplicate, duplicates, double entries, twin, double entry, duplicated, twice in the table, dupe, dedupe, redundant rows, double, doubled, doubles, repeated rows, same row
schema change, lineage, upstream table, downstream, origin of the data, column changed, new column, removed column, renamed column, type change
bad row, bad rows, broken row, malformed, failed row, rejected row, invalid row, wrong row, faulty row, invalid record, bad record
team, department, owner, business unit
employee, staff, headcount, personnel, workforce, hire, hiring, colleague
campaign, advertising, ad, ads, marketing, lead, leads, conversion
ticket, support case, complaint, service request, help desk
platform, lakehouse, databricks, environment, the whole system
health, healthy, health check, check-up, condition, state of the platform, shape, how is it doing
`;

/** The groups, each a list of phrases. */
export const everydayGroups: string[][] = groups
  .split("\n")
  .filter(Boolean)
  .map((line) => line.split(",").map((phrase) => phrase.trim()));
