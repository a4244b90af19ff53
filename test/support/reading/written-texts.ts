import { z } from "zod";

/** A text in source code. `given`: the innermost call that it belongs to; empty: none. */
export interface WrittenText {
  text: string;
  given: string;
}

const Node = z.looseObject({ type: z.string() });
const Literal = z.object({ type: z.literal("Literal"), value: z.string() });
const Template = z.object({
  type: z.literal("TemplateLiteral"),
  quasis: z.array(z.object({ value: z.object({ cooked: z.string() }) })),
});
const Called = z.object({
  callee: z.union([
    z.object({ name: z.string() }).transform(({ name }) => name),
    z.object({ property: z.object({ name: z.string() }) }).transform(({ property }) => property.name),
    // `"a b".split(" ")` takes its text from what stands before the dot.
    z.unknown().transform(() => ""),
  ]),
});

/** Every string and template that code can say, from its syntax tree; a placeholder is `{}`. Types say nothing. */
export const textsIn = (tree: unknown, given = ""): WrittenText[] => {
  if (Array.isArray(tree)) return tree.flatMap((each) => textsIn(each, given));
  const node = Node.safeParse(tree).data;
  if (!node || /^TS.*(?:Type|Interface|TypeAlias)/.test(node.type)) return [];
  const literal = Literal.safeParse(node).data;
  if (literal) return [{ text: literal.value, given }];
  const template = Template.safeParse(node).data;
  const own = template ? [{ text: template.quasis.map(({ value }) => value.cooked).join("{}"), given }] : [];
  const inside = isCall(node.type) ? Called.parse(node).callee : given;
  return [...own, ...Object.values(node).flatMap((value) => textsIn(value, inside))];
};

const isCall = (type: string): boolean => type === "CallExpression" || type === "NewExpression";
