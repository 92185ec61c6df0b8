const watchers = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let latest = 0;

/** Tells once a second that time has passed, until the result is called. However many watch, there is one timer. */
export function onSecond(watcher: () => void): () => void {
  timer ??= setInterval(() => {
    latest = Date.now();
    watchers.forEach((one) => one());
  }, 1_000);
  watchers.add(watcher);
  return () => {
    watchers.delete(watcher);
    if (watchers.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/** The time, to a second: it stays the same while a page is drawn. */
export function second(): number {
  const now = Date.now();
  // Nobody may have watched for a while.
  if (Math.abs(now - latest) >= 1_000) {
    latest = now;
  }
  return latest;
}
