/*
 * Words that people use for one thing at work, one group a line: whoever knows one word of a group strongly is also
 * reached by the others. Forms of a word need no entry. These are words of business and of data platforms in general; a
 * company's own words belong into its configuration.
 */

const groups = `
revenue, turnover, sales, income, takings, earnings, proceeds, gross sales, top line, money we made, money we take in, sales figures, money coming in
sell, sold, sale, bring in, move units
bestseller, best seller, top seller, best selling, most popular, favourite product, favorite product, flagship
buy, purchase, bought, order, shop for, basket
product, item, article, good, merchandise, goods, assortment
category, product group, product line, department of goods, line of products
profit, margin, gain, bottom line, contribution
price, unit price, list price, price tag, price point
discount, rebate, promotion, markdown
customer, client, buyer, shopper, account, clientele, consumer, patron, subscriber, customer base
churn, attrition, walk away, walk out, leave us, leaving us, risk of leaving, might leave, cancel their, defect, jump ship, quit us, turn their back, stop buying, lose customers, losing customers, lost customers, about to leave, switch to a competitor, drop off
loyalty, loyal, retention, retain, stay with us, returning customer, repeat customer, come back
segment, segmentation, customer group, tier, persona, cohort
lifetime value, clv, ltv, customer value, worth of a customer, worth to us, customer lifetime value
demographics, demographic, age group, gender, women, men
premium, vip, gold, top customer
satisfaction, happy, unhappy, complaint, nps
inventory, stock, storage, supply on hand, on hand, in store, on the shelf, shelf, shelves, warehouse stock, stockroom, depot, what is left
reorder, restock, replenish, order again, order more, buy more of, top up, refill, resupply, run out, run low, running low, running out, almost gone, nearly empty, going to run out, out of stock, sold out, shortage, scarce, low stock, not enough of, enough of, short of, below minimum
supplier, vendor, manufacturer, provider of goods, supply chain, wholesaler
surplus, overstock, excess stock, too much of, dead stock
shipment, delivery, shipping, dispatch, freight
cost, spend, spending, expense, expenditure, bill, invoice, outlay, charge, charges, money spent, burn money, burn rate, burn, set us back, pay for, paid for, price we pay, how much do we pay, payment, eat up money, swallow money, run up, bill us
expensive, costly, pricey, dear, overpriced
cheap, inexpensive, affordable, economical
budget, overspend, overspent, over budget, within budget, spending limit, allowance, cost limit
save money, savings, cut costs, reduce cost, cost optimization, optimize spend, optimization, waste, wasteful, wasting, wasted, waste money, idle resources
chargeback, showback, cost allocation, cost center, cost centre, billing
dbu, consumption, usage of compute, compute units, credits
compute, cluster, serverless, infrastructure, cloud bill
access, accessed, look at, looked at, looked into, looking at, read by, opened, open, viewed, saw, seen by, view, peek, snoop, touch, touched, got into, who used the table, user activity, activity of users
login, log in, logged in, sign in, signed in, sign-in, logon, log on, authentication, authenticate, password, mfa, session
failed login, login failure, failed sign-in, wrong password, failed logon, locked out, login attempts
permission, right, rights, privilege, grant, granted, grants, role, entitlement, admin right, admin rights, admin access, authorization, acl, governance
denied, access denied, refused access, rejected access, blocked, forbidden, unauthorized, unauthorised
sensitive, confidential, restricted, pii, personal data, private data, secret data, salary, salaries, payroll, classified, classification, gdpr, data protection, privacy
audit, audit log, audit trail, compliance, compliant, policy violation, trace of changes, who did what, delete, deleted, drop a table, dropped, removed by
threat, threats, attack, intrusion, break-in, hacker, hacked, breach, suspicious, anomalous access, leak, data leak, exfiltration, insider, strange access, unusual access, intruder
download, export, exported, take out data, copy out, extract data
slow, sluggish, laggy, crawl, crawling, drag, dragging, takes forever, take forever, take ages, takes ages, too long, lag, unresponsive, snail, time out waiting, hang, hangs, poor performance, bottleneck
fast, quick, speed, speedy, snappy, responsive, responsiveness, response time, latency, query time, run time, duration, performance, how long
query, queries, sql, statement, dashboard query, request to the warehouse
wait, waiting, queue, queued, queueing, backlog, stuck in line, waiting line, waiting time
overloaded, overload, congested, busy, busiest, peak hours, peak time, rush hour, at capacity, saturated, warehouse load, utilization, utilisation, utilized, concurrency
scan, scanned, data read, bytes read, gigabytes, terabytes, spill, cache
fail, failed, failing, failure, break, broke, broken, crash, crashed, crashing, go down, went down, blow up, blew up, fall over, fell over, die, died, abort, aborted, error, errors, incident, incidents, outage, go wrong, went wrong, unsuccessful, did not go through, not run through, red
flaky, unstable, unreliable, fragile, brittle, unsteady, keeps failing, all the time breaks
reliable, reliability, stable, stability, dependable, robust, uptime, success rate, sla, slas, slo, availability, healthy jobs, track record
job, pipeline, workflow, etl, batch, scheduled task, nightly run, nightly load, ingestion, load job, task run, nightly thing, nightly batch, data load
retry, retries, rerun, recover, recovery, restart of jobs
cause of failure, root cause, error code, reason for failure, why jobs fail, error message
data quality, quality of data, clean data, trust the data, trust, trustworthy, accurate, accuracy, correct data, quality score, wrong data, bad data, dirty, garbage, messy data, corrupt, corrupted, faulty data
quality check, check, validation, validate, expectation, data test, rule, test of data, constraint
stale, outdated, out of date, up to date, old data, fresh, freshness, late table, not refreshed, last refresh, refreshed, last update, updated, behind schedule, current data, overdue, delayed, recency, age of the data
missing value, missing values, null, nulls, empty field, empty value, blank, incomplete, completeness, complete, gaps in the data, holes in the data
duplicate, duplicates, double entry, duplicated, twice in the table, dupe, dedupe, redundant rows
schema change, lineage, upstream table, downstream, origin of the data, column changed
bad row, bad rows, failed row, rejected row, invalid row, wrong row, faulty row, invalid record, bad record
team, department, owner, business unit
employee, staff, headcount, personnel, workforce, hire, hiring, colleague
campaign, advertising, ad, ads, marketing, lead, leads, conversion
ticket, support case, complaint, service request, help desk
platform, lakehouse, databricks, environment, the whole system
health, healthy, condition, state of the platform, shape, how is it doing
`;

/** The groups, each a list of phrases. */
export const everydayGroups: string[][] = groups
  .split("\n")
  .filter(Boolean)
  .map((line) => line.split(",").map((phrase) => phrase.trim()));
