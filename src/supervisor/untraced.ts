import { AsyncLocalStorageProviderSingleton, _CONTEXT_VARIABLES_KEY as variables } from "@langchain/core/singletons";

/** Where LangChain looks for the configuration of the run that a function belongs to. */
const configKey = Symbol.for("lc:child_config");

/**
 * LangChain makes a node of a trace, with ids and times, for every function that a graph calls, and throws it away when
 * nobody listens. This leaves it out then, in the whole process. Where callbacks are set, nothing changes.
 */
export const runUntraced = (): void => {
  provider.runWithConfig = untraced;
};

const provider = AsyncLocalStorageProviderSingleton;
const traced = provider.runWithConfig.bind(provider);

const untraced: typeof provider.runWithConfig = (config, callback, avoidsTree) => {
  if (config?.callbacks !== undefined || avoidsTree) return traced(config, callback, avoidsTree);
  const storage = provider.getInstance();
  const outer = storage.getStore()?.[variables];
  const store = { extra: { [configKey]: config }, ...(outer !== undefined && { [variables]: outer }) };
  return storage.run(store, callback);
};
