import { useId, type JSX, type KeyboardEvent, type ReactNode } from 'react';
import { tabAfter } from '../model/tabs';

interface TabsOf<Name extends string> {
  label: string;
  names: readonly Name[];
  words: Record<Name, string>;
  chosen: Name;
  onChoose: (name: Name) => void;
  /** What the chosen one shows. */
  children: ReactNode;
}

/** Views of one thing; the tabulator goes to the chosen one, and arrows from one to the next. */
export function Tabs<Name extends string>({ label, names, words, chosen, onChoose, children }: TabsOf<Name>): JSX.Element {
  const id = useId();
  const onKey = (event: KeyboardEvent<HTMLElement>): void => {
    const next = tabAfter(names, chosen, event.key);
    if (next !== undefined) {
      event.preventDefault();
      onChoose(next);
      document.getElementById(`${id}${next}`)?.focus();
    }
  };
  return (
    <>
      <div role="tablist" aria-label={label} className="tabs" onKeyDown={onKey}>
        {names.map((name) => (
          <button key={name} type="button" role="tab" id={`${id}${name}`} aria-selected={chosen === name} aria-controls={`${id}panel`} tabIndex={chosen === name ? 0 : -1} onClick={() => onChoose(name)}>{words[name]}</button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}panel`} aria-labelledby={`${id}${chosen}`}>{children}</div>
    </>
  );
}
