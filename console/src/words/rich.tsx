import { Fragment, type JSX, type ReactNode } from 'react';

/** Characters that no text has, for as many elements as a text may hold. */
const SLOTS = ['\uE000', '\uE001', '\uE002', '\uE003'];

/** The parts of a text in its own order: texts, and the number of the element that stands there. */
export function partsOf(text: (...slots: string[]) => string): (string | number)[] {
  return text(...SLOTS).split(/([\uE000-\uE003])/).filter((part) => part !== '').map((part) => (SLOTS.includes(part) ? SLOTS.indexOf(part) : part));
}

/** A text with elements where its values stand, which is not the same place in every language. */
export function rich(text: (...slots: string[]) => string, ...elements: ReactNode[]): JSX.Element {
  return <>{partsOf(text).map((part, index) => <Fragment key={index}>{typeof part === 'string' ? part : elements[part]}</Fragment>)}</>;
}
