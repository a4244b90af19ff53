/** Closes the drawer that is open; there is never more than one, so that the chat keeps its room. */
let closeOpened = () => undefined;

/**
 * A panel below the chat that a button opens and closes; Escape closes it, too. `changed` hears each time whether it is
 * open. Returns `open(isOpen)`.
 */
export const drawerSwitch = ({ drawer, toggle }, changed = () => undefined) => {
  const close = () => open(false);
  const open = (isOpen) => {
    if (isOpen && closeOpened !== close) closeOpened();
    if (isOpen) closeOpened = close;
    drawer.hidden = !isOpen;
    toggle.setAttribute("aria-expanded", String(isOpen));
    changed(isOpen);
  };
  const leave = (event) => {
    if (event.key !== "Escape" || drawer.hidden) return;
    close();
    toggle.focus();
  };
  toggle.addEventListener("click", () => open(drawer.hidden));
  for (const node of [drawer, toggle]) node.addEventListener("keydown", leave);
  return open;
};
