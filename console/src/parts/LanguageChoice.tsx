import { useState, type JSX } from 'react';
import { keepLanguage, language, LANGUAGES, speak, t, type Language } from '../words';

const ID = 'language';

/** In which language the console speaks, kept in this browser. */
export function LanguageChoice(): JSX.Element {
  const [problem, setProblem] = useState('');
  const choose = async (next: Language): Promise<void> => {
    try {
      await speak(next);
      keepLanguage(next);
      // Everything is drawn anew: whoever chose it by keyboard goes on from there.
      setTimeout(() => document.getElementById(ID)?.focus());
    } catch {
      setProblem(t.common.unreachable);
    }
  };
  return (
    <>
      <select id={ID} className="language" aria-label={t.shell.language} value={language()} onChange={(event) => void choose(event.target.value as Language)}>
        {Object.entries(LANGUAGES).map(([tag, name]) => <option key={tag} value={tag} lang={tag}>{name}</option>)}
      </select>
      {problem !== '' && <span role="alert">{problem}</span>}
    </>
  );
}
