// Says who else has the ticket open, and whether one of them holds it.

export function showViewers(root, names, holder) {
  const said = [];
  const others = names.filter((name) => name !== holder);
  if (others.length < names.length) said.push(root.dataset.holds.replace("#", holder));
  if (others.length) {
    said.push((others.length === 1 ? root.dataset.one : root.dataset.many).replace("#", others.join(", ")));
  }
  const words = said.join(" · ");
  if (root.textContent !== words) root.textContent = words;
}

export function namesOn(root) {
  return root.dataset.names.split("\n").filter(Boolean);
}
