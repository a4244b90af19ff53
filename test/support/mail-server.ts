import type { AddressInfo } from "node:net";
import { createMail, LOGIN } from "../../sandbox/mail/service.ts";
import { Traffic } from "../../sandbox/traffic.ts";

export type MailServer = Awaited<ReturnType<typeof startMailServer>>;

/** A mail server on a free port, with faults. */
export const startMailServer = async () => {
  const traffic = new Traffic();
  const service = createMail({ traffic });
  const server = await service.listen(0);
  const { port } = server.address() as AddressInfo;
  return { traffic, service, port, url: `smtp://${LOGIN.user}:${LOGIN.password}@127.0.0.1:${port}` };
};
