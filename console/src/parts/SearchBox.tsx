import type { FormEvent, JSX } from 'react';

interface SearchOf {
  /** What is searched for; nothing when it is missing. */
  text: string | undefined;
  hint: string;
  label: string;
  /** So many characters are taken. */
  most: number;
  onSearch: (text: string | undefined) => void;
}

/** A search that begins with the enter key, and ends when an empty text is searched for. */
export function SearchBox({ text, hint, label, most, onSearch }: SearchOf): JSX.Element {
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const given = String(new FormData(event.currentTarget).get('q') ?? '').trim();
    onSearch(given === '' ? undefined : given);
  };
  return (
    <form role="search" onSubmit={submit}>
      <input key={text ?? ''} type="search" name="q" defaultValue={text ?? ''} maxLength={most} placeholder={hint} aria-label={label} />
    </form>
  );
}
