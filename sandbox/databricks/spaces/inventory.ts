import { namedId } from "../ids.ts";
import type { Subject } from "../semantic/subject.ts";
import type { Space } from "./space.ts";

const stock: Subject = {
  from: "retail.inventory",
  record: {
    one: "product",
    many: "products",
    words: "product, item, article, part, good, sku, thing, position",
    dimension: "product",
  },
  list: { columns: "product, category, stock, reorder_level, supplier, warehouse", order: "stock DESC" },
  main: "stock",
  who: "supplier",
  where: "warehouse",
  quiet:
    "shelf, shelves, rack, bin, lying, lie around, level, current, situation, status, hand, carry, hold, now, enough, running",
  measures: [
    {
      name: "stock",
      label: "stock",
      weak: "unit, piece, have",
      words: `stock, stock level, in stock, on hand, inventory, inventory level, units in stock, quantity, quantity on hand, available units, on shelf, on shelves, units on hand, units available,
        units of stock, in storage, in store, items lying, items sitting, items stored, items in stock, items on hand, items we hold, units left, left in stock, left, stock on hand, supply, remaining, remain`,
      sql: "SUM(stock)",
      value: "stock",
      unit: "count",
      adds: true,
      split: "product",
      high: "well stocked, plenty",
      low: "scarce",
    },
    {
      name: "reorder_level",
      label: "reorder level",
      words: "reorder level, reorder point, minimum level, minimum stock, minimum, threshold",
      sql: "SUM(reorder_level)",
      value: "reorder_level",
      unit: "count",
      adds: true,
      split: "product",
    },
    {
      name: "units_missing",
      label: "units missing to the reorder level",
      words: `shortfall, gap, by how much, how far below, how far under, how far beneath, how much under, far under, far below, how much below, how far below the reorder level, how far below minimum, how far below the minimum, need, should order, to order, need to order, have to order, must order, order, lack, missing, units missing, to buy, should buy, buy, deficit, short of,
        need to buy, pieces do need to reorder, units do need to reorder, pieces need to reorder, units need to reorder, pieces to reorder, units to reorder, pieces should reorder, units should reorder, pieces do have to reorder, units do have to reorder, units below reorder level, pieces below reorder level, units under reorder level, order quantity, replenishment quantity, we short`,
      sql: "SUM(reorder_level - stock)",
      value: "reorder_level - stock",
      unit: "count",
      adds: true,
      split: "product",
      high: "furthest below reorder level, farthest below reorder level, furthest under reorder level",
      where: "stock < reorder_level",
    },
    {
      name: "units_to_level",
      label: "stock minus reorder level",
      words:
        "how far above or below reorder level, how far is stock above or below reorder level, how far stock is above or below reorder level, difference between stock and reorder level, difference to reorder level, distance to reorder level, gap between stock and reorder level, difference from reorder level",
      sql: "SUM(stock - reorder_level)",
      value: "stock - reorder_level",
      unit: "count",
      adds: true,
      split: "product",
    },
    {
      name: "units_above_level",
      label: "units above the reorder level",
      words:
        "surplus, excess, exceed minimum, exceed reorder level, how far above reorder level, units above reorder level, pieces above reorder level, units over reorder level, buffer, headroom, above reorder level, how far above, how much above, how far over, how far above the reorder level, above the reorder level by how much, units above the reorder level",
      sql: "SUM(stock - reorder_level)",
      value: "stock - reorder_level",
      unit: "count",
      adds: true,
      split: "product",
      high: "furthest above reorder level, farthest above reorder level, furthest over reorder level",
      where: "stock >= reorder_level",
    },
  ],
  dimensions: [
    {
      name: "category",
      label: "category",
      many: "categories",
      words: "category, product category, product group, product line, kind",
    },
    { name: "product", label: "product", many: "products", words: "product, item, article, part" },
    {
      name: "supplier",
      label: "supplier",
      many: "suppliers",
      words: "supplier, vendor, manufacturer",
    },
    {
      name: "warehouse",
      label: "warehouse",
      many: "warehouses",
      german: "store",
      words: "warehouse, site, location, depot, building, storage site",
    },
  ],
  flags: [
    {
      name: "below the reorder level",
      words: `low stock, low on stock, low on, low in stock, running low, run low, running out, run out, about to run out, needs reordering, need reordering, reordering, reorder, critical, to be reordered,
        restock, restocking, need restocking, replenish, replenishing, below reorder level, below their reorder level, below the reorder level, under reorder level, under the reorder level, below minimum,
        low level, low inventory, short, shortage, shortages, short supply, almost out, nearly out, too little, too few, enough of everything, enough of, enough stock,
        stock is low, not enough, have to reorder, stock low, below threshold, below the minimum, under minimum, should reorder, run short, enough left, order again, ordered again, buy again, order more of, buy more of, reordered soon`,
      where: "stock < reorder_level",
      list: { columns: "product, stock, reorder_level", order: "stock" },
    },
    {
      name: "above the reorder level",
      words:
        "above their reorder level, above the reorder level, above reorder level, over the reorder level, above minimum, over minimum, fine, still fine, okay, still okay, sufficiently stocked, sufficient stock, well above reorder level",
      where: "stock >= reorder_level",
      list: { columns: "product, stock, reorder_level", order: "stock" },
    },
    {
      name: "out of stock",
      words: "out of stock, sold out, empty, no stock, zero stock, unavailable, not in stock, none left, gone, ran out",
      where: "stock = 0",
      list: { columns: "product, category", order: "product" },
    },
  ],
};

export const inventory: Space = {
  id: namedId("space inventory"),
  agent: "inventory",
  title: "Inventory",
  description: "Stock and reorder levels of the shop's products by category, supplier and warehouse, as of now.",
  subjects: [stock],
  trusted: [],
  samples: [
    "What needs reordering?",
    "What are the current stock levels?",
    "How many units should we order?",
    "Which products are out of stock?",
    "What is the total number of units in stock?",
    "How much stock is there per category?",
  ],
};
