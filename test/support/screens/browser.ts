/** What a page says, and its form if it has one. */
export interface Page {
  status: number;
  url: string;
  text: string;
  headers: Headers;
  fields: Record<string, string>;
}

/** A browser: keeps the cookies of each host, follows redirects, and sends the forms that it is shown. */
export const openBrowser = () => {
  const cookies = new Map<string, string>();

  const load = async (url: string, form?: Record<string, string>): Promise<Page> => {
    const { origin } = new URL(url);
    const cookie = cookies.get(origin);
    const response = await fetch(url, {
      redirect: "manual",
      ...(form && { method: "POST", body: new URLSearchParams(form) }),
      ...(cookie && { headers: { cookie } }),
    });
    const given = response.headers.get("set-cookie")?.split(";")[0];
    if (given) cookies.set(origin, given);
    const location = response.headers.get("location");
    if (location) return load(new URL(location, url).href);
    const html = await response.text();
    const fields = [...html.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g)];
    return {
      ...{ status: response.status, url, text: unescaped(html), headers: response.headers },
      fields: Object.fromEntries(fields.map(([, name = "", value = ""]) => [name, unescaped(value)])),
    };
  };

  const send = (page: Page, more: Record<string, string>): Promise<Page> => {
    const action = /<form method="post" action="([^"]+)"/.exec(page.text)?.[1];
    return load(new URL(action ?? page.url, page.url).href.split("?")[0] ?? "", { ...page.fields, ...more });
  };

  return {
    cookies,
    open: load,
    send,
    /** Opens the link of a sign-in and goes on to the page that shows both names. */
    arrive: async (link: string, user: string): Promise<Page> => {
      const before = await load(link);
      return send(await send(before, { answer: "yes" }), { person: user });
    },
    /** The whole way: our page, Databricks, our page, yes. */
    signIn: async (link: string, user: string): Promise<Page> => {
      const before = await load(link);
      const after = await send(await send(before, { answer: "yes" }), { person: user });
      return send(after, { answer: "yes" });
    },
  };
};

export type Browser = ReturnType<typeof openBrowser>;

const unescaped = (text: string): string =>
  text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
