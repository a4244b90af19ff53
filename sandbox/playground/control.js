/*
 * The control API of the sandbox. Addresses are relative: the page works wherever it is mounted.
 */

const request = async (method, path, body) => {
  const sent =
    body === undefined ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  const response = await fetch(`control/${path}`, { method, ...sent });
  const answer = parsed(await response.text());
  if (!response.ok) throw new Error(answer?.error ?? `${method} /control/${path} answered ${response.status}`);
  return answer;
};

const parsed = (text) => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const query = (values) => new URLSearchParams(values).toString();

export const control = {
  state: () => request("GET", "state"),
  calls: () => request("GET", "calls"),
  fault: (fault) => request("POST", "faults", fault),
  pace: (factor) => request("POST", "databricks/pace", { factor }),
  mail: () => request("GET", "mail"),
  incidents: () => request("GET", "incidents"),
  reset: () => request("POST", "reset", {}),
  slack: {
    messages: (channel) => request("GET", `slack/messages?${query({ channel })}`),
    threads: (channel) => request("GET", `slack/threads?${query({ channel })}`),
    account: (account) => request("POST", "slack/account", account),
    install: (installation) => request("POST", "slack/install", installation),
    stop: (thread) => request("POST", "slack/stop", thread),
    views: () => request("GET", "slack/views"),
    message: (message) => request("POST", "slack/message", message),
    command: (command) => request("POST", "slack/command", command),
    action: (action) => request("POST", "slack/action", action),
    view: (submission) => request("POST", "slack/view", submission),
    home: (user) => request("GET", `slack/home?${query({ user })}`),
    openHome: (opened) => request("POST", "slack/home", opened),
    homeAction: (action) => request("POST", "slack/home-action", action),
    invite: (place) => request("POST", "slack/invite", place),
    shortcut: (used) => request("POST", "slack/shortcut", used),
  },
  teams: {
    messages: (conversation) => request("GET", `teams/messages?${query({ conversation })}`),
    typing: (conversation) => request("GET", `teams/typing?${query({ conversation })}`),
    message: (message) => request("POST", "teams/message", message),
    action: (action) => request("POST", "teams/action", action),
    feedback: (vote) => request("POST", "teams/feedback", vote),
    install: (installation) => request("POST", "teams/install", installation),
  },
};

/** Listens for news until the page closes; the browser reconnects by itself, and `open` says so each time. */
export const listen = ({ open, closed, change, call, reset }) => {
  const stream = new EventSource("control/stream");
  stream.addEventListener("open", open);
  stream.addEventListener("error", closed);
  stream.addEventListener("change", (event) => change(JSON.parse(event.data)));
  stream.addEventListener("call", (event) => call(JSON.parse(event.data)));
  stream.addEventListener("reset", reset);
};
