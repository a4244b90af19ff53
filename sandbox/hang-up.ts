import type { Socket } from "node:net";

/** Resolves when the other side has hung up or died, at the latest after `ms`. */
export const hangUp = (socket: Socket, ms = 120_000): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    for (const event of ["end", "error", "close"])
      socket.once(event, () => {
        clearTimeout(timer);
        resolve();
      });
  });
