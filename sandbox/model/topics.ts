/*
 * What the stand-in for a language model knows of the world: what people talk about at work, by what they say of it, and
 * what is no matter of a company's data. It knows no agent: a topic goes to the agents whose description and keywords have
 * one of its anchors.
 */

export interface Topic {
  /** Words by which an agent for it describes itself. */
  anchors: string[];
  /** What is said about things: these decide whom a clause is for. */
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
    `revenue, turnover, sell, sold, sale, earn, takings, income, proceeds, bring in, brought in, bringing in, take in, took in, rake in,
     make money, makes more money, make more money, makes us, made us, money maker, money did we make, money do we make, money did we take in,
     best seller, bestseller, top seller, popular, appeal, demand, buy, bought, purchase, order value, average order, basket, basket size,
     price of an order, selling price, commercially, turn over, contribute, flop, moved, order size, gap in sales, win deals, deals, pipeline of deals,
     hot right now, selling well, weak month, strong month, best month, growing, growth, grow, ticket size, most money, strongest, hardly anybody wants, how did we do, how are we doing, orders, order`,
    "product, category, item, article, region, laptop, furniture, electronics",
  ),
  topic(
    "customer, churn, lifetime value",
    `churn, leave us, leaving us, about to leave, about to go, about to walk, walk away, walk out, going away, lose customers, losing customers,
     losing people, lost customers, cancel on us, at risk, defect, loyal, loyalty, retention, retain, keep them, stay with us, stick with us,
     segment, lifetime value, worth to us, worth the most, valuable, sign up, signed up, join us, joined, newcomer, older, younger, age, aged,
     women, men, female, male, gender, demographic, where do they live, happy with us, who buys from us, our people, ltv, clv, on board, before they jump, jump ship, are leaving, them leaving, how old is, how old are`,
    "customer, client, clientele, buyer, member, subscriber, account, shopper, premium, standard",
  ),
  topic(
    "inventory, stock, reorder, supplier",
    `stock, in stock, on hand, run out, running out, run low, running low, low on, out of stock, have enough, enough of, enough stock, there enough, hold enough, short of, out of anything, out of something, are we out, reorder, restock, replenish,
     order again, order more, refill, top up, where do we keep, keep the, where do we store, stored, where are the, supplier, supply, supplies,
     supplied, vendor, deliver, delivers, sitting on, overstock, too many of, too much of, dead stock, shelf, shelves, could we ship,
     can we ship, ready to ship, pieces left, units left, left in, how many are left, safety level, minimum, buffer, in the warehouse,
     inventory, shortage, phone, order from, get from, lager, in storage, in the storeroom, cover us, last us, still have, lying around, do we have any, have any, can i promise, can we promise, can we deliver, can we fulfil, do we get from, short in`,
    "warehouse, part, goods, product",
  ),
  topic(
    "cost, spend, dbu, budget",
    `cost, costs, spend, spent, spending, pay, paid, bill, invoice, expensive, pricey, cheap, cheaper, budget, dbu, burn, burned, waste,
     wasteful, wastes, save money, saving, chargeback, overspend, eat up, eats the most, eats most, set us back, run up, money on, money for, worth its money, worth the money, worth its price,
     dear, charge, databricks money, consumption, consume, bleeding money, accrual, accruals, spender, financially`,
    "sku, workspace, dollar, team",
  ),
  topic(
    "audit, login, permission, sensitive",
    `access, accessed, look at, looked at, looked into, looking at, opened, opening, viewed, been in, who read, saw, seen, download, downloaded, downloads,
     export, exported, grab, grabbed, copied, pulled, permission, grant, granted, privilege, admin rights, rights, log in, logged in, login,
     sign in, sign ins, signed in, failed login, failed sign ins, login attempt, password, denied, turned away, blocked, refused, suspicious, fishy, odd hours, break in, breach, leak, audit, snoop,
     poke, poking, nosing, touched, deleted, who changed, misuse, unauthorized, locked out, sneak, sneaking,
     sensitive, confidential, restricted, personal data, get in, getting in, admin changes, changed rights, touch`,
    "salary, payroll",
  ),
  topic(
    "slow, query, latency, queue",
    `slow, slower, sluggish, fast, quick, quickly, speed, speedy, take long, takes long, take so long, take forever, takes forever, takes ages, wait, waiting,
     queue, queued, latency, duration, how long do, how long does, run time, runtime, percentile, p95, spill, cache, bottleneck, overloaded, busy,
     bigger warehouse, larger warehouse, smaller warehouse, scan, scanned, response, crawl, hang, lag, laggy, peak, under load, congested, freeze, freezing, stuck, feels stuck, hammering, hammer, scans, longest running`,
    "query, sql, warehouse, dashboard",
  ),
  topic(
    "job, failure, success rate, reliable",
    `fail, failed, failing, failure, crash, crashed, break, breaks, broke, broken, went wrong, go wrong, wrong with, error, success rate,
     succeed, finish, finished, run through, ran through, through fine, ran, retry, stable, flaky, reliable, reliability, on schedule, missed its schedule, schedule,
     abort, died, dying, recover, outage, incident, problem child, blew up, red, green, make it through, fall over, fell over, stuck, restart, make it, made it, run today, run yesterday, run last night, goes through, go through, paging, between failures`,
    "job, run, pipeline, load, etl, workflow",
  ),
  topic(
    "data quality, stale, duplicate, missing value",
    `trust, quality, check, checks, validation, quality check, failed check, rule, stale, fresh, freshness, up to date, outdated, out of date, refreshed, updated, late, duplicate, dupes, missing,
     null, empty, incomplete, complete, correct, wrong numbers, valid, invalid, flunk, flunked, bad rows, bad data, schema change, clean, dirty,
     good shape, garbage, holes, gaps in, how old, add up, make sense, rejected, downstream, behind`,
    "table, column, row, dataset",
  ),
];

/** Behind these a thing is the data that something is done with: "exports of customer records". */
export const dataWords = list("record, data, table, row, list, file, dataset, column");

/** What nobody's data holds. */
export const elsewhere = list(
  `weather, rain, sunny, forecast for tomorrow, joke, poem, song, story, recipe, cook, risotto, pizza, lunch, dinner, restaurant, horoscope, football,
   soccer, match, movie, film, book me, flight, hotel, capital of, chancellor, president, prime minister, mount everest, meaning of life, translate,
   exchange rate, stock market, stock price, bitcoin, lottery, holiday, vacation, birthday, girlfriend, boyfriend, politics, election, news today,
   what time is it, square root, solve, homework, essay, python script, write code, javascript, haiku, sing, dance, love me, your name, favorite color,
   favourite colour, doctor, headache, diet, gym, train to, bus to, taxi, parking, coffee, beer`,
);

/** Somebody wants to see or change how the assistant itself works. */
export const aboutItself = list(
  `system prompt, your prompt, your instructions, previous instructions, prior instructions, hidden rules, your rules, you were told, told before, developer mode,
   jailbreak, api key, your secrets, text above, repeat the text, act as, pretend to be, you are now`,
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
