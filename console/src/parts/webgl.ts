import { useEffect, useState } from 'react';

let known: boolean | undefined;

/** Whether the browser can draw the map at all. */
function probe(): boolean {
  const context = document.createElement('canvas').getContext('webgl2');
  // A browser keeps a dozen contexts at most, and this one is not drawn to.
  context?.getExtension('WEBGL_lose_context')?.loseContext();
  return context !== null;
}

/**
 * Whether the browser can draw the map; unknown until the page has been painted. Where there is no graphics card, a context takes
 * longer than a click may, so the frame that answers the click comes first.
 */
export function useWebGl(): boolean | undefined {
  const [canDraw, setCanDraw] = useState<boolean>();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(() => setCanDraw(known ??= probe()));
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, []);
  return canDraw;
}
