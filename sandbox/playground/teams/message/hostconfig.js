/*
 * How cards look. Colours are variables of the stylesheet, so that a card follows light and dark by itself.
 */

const colour = (name) => ({ default: `var(--card-${name})`, subtle: `var(--card-${name}-subtle)` });

const foregroundColors = {
  default: colour("ink"),
  dark: colour("ink"),
  light: colour("paper"),
  accent: colour("accent"),
  good: colour("good"),
  warning: colour("warning"),
  attention: colour("attention"),
};

const container = (name) => ({
  backgroundColor: `var(--card-${name}-ground)`,
  borderColor: `var(--card-${name}-line)`,
  foregroundColors,
});

export const hostConfig = {
  supportsInteractivity: true,
  choiceSetInputValueSeparator: ",",
  fontFamily: "inherit",
  fontTypes: {
    default: { fontFamily: "inherit" },
    monospace: { fontFamily: "var(--mono)" },
  },
  fontSizes: { small: 12, default: 14, medium: 15, large: 18, extraLarge: 23 },
  fontWeights: { lighter: 300, default: 400, bolder: 600 },
  lineHeights: { small: 16, default: 20, medium: 21, large: 24, extraLarge: 30 },
  imageSizes: { small: 32, medium: 52, large: 100 },
  spacing: { small: 4, default: 8, medium: 12, large: 16, extraLarge: 24, padding: 14 },
  separator: { lineThickness: 1, lineColor: "var(--card-line)" },
  containerStyles: {
    default: container("default"),
    emphasis: container("emphasis"),
    accent: container("accent"),
    good: container("good"),
    warning: container("warning"),
    attention: container("attention"),
  },
  textStyles: {
    heading: { size: "large", weight: "bolder", color: "default", isSubtle: false, fontType: "default" },
    columnHeader: { size: "default", weight: "bolder", color: "default", isSubtle: false, fontType: "default" },
  },
  actions: {
    maxActions: 6,
    spacing: "default",
    // The stylesheet spaces them, so that a row that is broken begins at the edge.
    buttonSpacing: 0,
    actionsOrientation: "horizontal",
    actionAlignment: "left",
    showCard: { actionMode: "inline", inlineTopMargin: 8, style: "emphasis" },
  },
  factSet: {
    title: { color: "default", size: "default", weight: "bolder", wrap: true, maxWidth: 180 },
    value: { color: "default", size: "default", weight: "default", wrap: true },
    spacing: 10,
  },
  table: { cellSpacing: 8 },
};
