import { AsyncLocalStorage } from "node:async_hooks";
import { randomBytes } from "node:crypto";
import { asProblem, isAbort } from "../errors.ts";
import { shownValue } from "../logging/secrets.ts";
import type { Json } from "../ports/json.ts";
import type { Queue } from "../ports/stores/queue.ts";
import type { Span, Tokens, TraceSink } from "../ports/tracing.ts";
import { spanIdOf, traceIdOf } from "./ids.ts";
import { rootTask } from "./root-task.ts";

/** A piece of work that is about to begin. */
type Work = Pick<Span, "kind" | "name"> & Partial<Pick<Span, "facts">>;

/** A piece of work that is over. */
interface Finished extends Work, Pick<Span, "startedAt" | "error" | "tokens"> {
  /** Names it for ever; told again, it counts once. */
  key: string;
  /** Key of the span that it is a part of; default: the root. */
  within?: string;
  endedAt?: number;
  texts?: Texts | undefined;
}

/** What went in and what came out. Called only if texts are shown. */
type Texts = () => Partial<Pick<Span, "inputs" | "outputs">>;

/** The end of a trace. */
interface Root extends Finished, Pick<Span, "tags" | "user" | "thread"> {}

/** Notes what the work of a span read and wrote. */
type Note = (texts: Texts) => void;

/** Tells what is done for a turn, a run or a case. `trace` is its name: the id of the turn. */
export interface Tracer {
  /** Work that belongs to a trace: what it does shows under the root. */
  within<T>(trace: string, work: () => Promise<T>): Promise<T>;
  /** Work as a span of its own, part of the work around it; outside of any trace it just runs. */
  during<T>(span: Work, work: (note: Note) => Promise<T>): Promise<T>;
  /** A span that was not watched from here, or that another replica may tell as well. */
  add(trace: string, span: Finished): void;
  /** Sends the root at the real end of what is traced: durably, once. Everything else shows beneath it. */
  end(trace: string, root: Root): Promise<void>;
  /** The work that is going on used a language model. */
  used(tokens: Tokens): void;
}

/** Traces are off: work just runs. */
export const noTracer: Tracer = {
  within: (_trace, work) => work(),
  during: (_span, work) => work(() => undefined),
  add: () => undefined,
  end: async () => undefined,
  used: () => undefined,
};

interface TracerDeps {
  sink: Pick<TraceSink, "add">;
  put: Queue["put"];
  /** Texts of people and data are shown. */
  content: boolean;
  /** Tags of every trace. */
  tags: Readonly<Record<string, string>>;
  now: () => number;
}

/** The span that goes on. */
interface Current {
  trace: string;
  id: string;
  tokens?: Tokens;
}

export const createTracer = ({ sink, put, content, tags, now }: TracerDeps): Tracer => {
  const going = new AsyncLocalStorage<Current>();
  const shown = (texts: Texts | undefined): ReturnType<Texts> => {
    const { inputs, outputs } = (content ? texts?.() : undefined) ?? {};
    return { ...(inputs && { inputs: cleaned(inputs) }), ...(outputs && { outputs: cleaned(outputs) }) };
  };

  const during: Tracer["during"] = async (work, run) => {
    const around = going.getStore();
    if (!around) return run(() => undefined);
    const current: Current = { trace: around.trace, id: randomBytes(8).toString("hex") };
    const startedAt = now();
    let noted: ReturnType<Texts> = {};
    const finish = (error?: string): void => {
      const { tokens } = current;
      const times = { startedAt, endedAt: now() };
      const { trace, id } = current;
      const end = { ...(tokens && { tokens }), ...(error && { error }), ...noted };
      sink.add({ trace, id, parent: around.id, facts: {}, ...work, ...times, ...end });
    };
    try {
      const made = await going.run(current, () =>
        run((texts) => {
          noted = { ...noted, ...shown(texts) };
        }),
      );
      finish();
      return made;
    } catch (thrown) {
      finish(codeOf(thrown));
      throw thrown;
    }
  };

  const spanOf = (trace: string, { key, within, texts, endedAt = now(), ...rest }: Finished): Span => ({
    trace: traceIdOf(trace),
    id: spanIdOf(key),
    parent: spanIdOf(within ?? trace),
    facts: {},
    ...rest,
    endedAt,
    ...shown(texts),
  });

  return {
    during,
    within: (trace, work) => going.run({ trace: traceIdOf(trace), id: spanIdOf(trace) }, work),
    add: (trace, span) => sink.add(spanOf(trace, span)),
    end: async (trace, root) => {
      const { parent: _, ...span } = spanOf(trace, root);
      await put(rootTask(trace, { ...span, tags: { ...tags, ...root.tags } }));
    },
    used: ({ input, output }) => {
      const current = going.getStore();
      if (!current) return;
      const before = current.tokens ?? { input: 0, output: 0 };
      current.tokens = { input: before.input + input, output: before.output + output };
    },
  };
};

/** What programs print and people paste may hold secrets, and not everybody who reads traces may know them. */
const cleaned = (texts: Readonly<Record<string, Json | undefined>>): Record<string, Json> =>
  Object.fromEntries(
    Object.entries(texts).flatMap(([name, value]) => (value === undefined ? [] : [[name, cleanedValue(name, value)]])),
  );

const cleanedValue = (name: string, value: Json): Json => {
  if (typeof value === "string") return shownValue(name, value);
  if (Array.isArray(value)) return value.map((item) => cleanedValue(name, item));
  return typeof value === "object" && value !== null ? cleaned(value) : value;
};

const codeOf = (thrown: unknown): string => (isAbort(thrown) ? "cancelled" : asProblem(thrown).code);
