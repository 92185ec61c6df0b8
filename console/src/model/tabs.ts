/** To which tab a key leads from the chosen one; nothing for a key that leads to none. From the last one it goes on with the first. */
export function tabAfter<Name>(names: readonly Name[], chosen: Name, key: string): Name | undefined {
  const at = names.indexOf(chosen);
  const steps: Record<string, number> = { ArrowRight: at + 1, ArrowLeft: at - 1 + names.length, Home: 0, End: names.length - 1 };
  const next = Object.hasOwn(steps, key) ? steps[key] : undefined;
  return next === undefined ? undefined : names[next % names.length];
}
