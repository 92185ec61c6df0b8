import ts from 'typescript';

/** Attributes whose values nobody reads. */
const UNSEEN = /^(className|id|key|type|role|name|to|from|href|hash|scope|htmlFor|method|lang|state|kind|rel|file|events|defaultValue|autoComplete|inputMode|step|viewBox|preserveAspectRatio|d|fill|stroke|transform|textAnchor|ref|value|aria-(controls|labelledby|describedby|hidden|live|current|pressed|selected|sort|orientation)|data-.*)$/;
/** Of these elements the name is a label. */
const LABELLED = new Set(['DataTable']);

const LETTER = /\p{L}/u;
/** What reads as a text wherever it stands: a capitalised word, or words with a space between. */
const TEXT = /^\p{Lu}\p{Ll}+|\p{L}[,:;.]? \p{L}/u;

/** Places where texts stand outside of the catalogue, as "line: text"; and uses of the catalogue that would miss a change of the language. */
export function inlineTexts(path: string, source: string): string[] {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const found: string[] = [];
  const tell = (node: ts.Node, what: string): void => {
    found.push(`${path}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}: ${what.trim().replace(/\s+/g, ' ')}`);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isJsxElement(node) && node.openingElement.tagName.getText() === 'code') {
      return;
    }
    if (ts.isJsxText(node) && LETTER.test(node.text)) {
      tell(node, node.text);
    } else if (isText(node)) {
      const { text } = node;
      if (isSeen(node) ? LETTER.test(text) : TEXT.test(text) && !isCode(node)) {
        tell(node, text);
      }
    } else if (ts.isIdentifier(node) && node.text === 't' && ts.isPropertyAccessExpression(node.parent) && node.parent.expression === node && !isWithinFunction(node)) {
      tell(node, `${node.parent.getText()} is read once, before the language is known`);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function isText(node: ts.Node): node is ts.StringLiteral | ts.TemplateLiteralLikeNode {
  return ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node) || ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node);
}

/** Whether a text is, or may become, a child or a visible attribute of an element. */
function isSeen(node: ts.Node): boolean {
  for (let at = node; at.parent !== undefined; at = at.parent) {
    const { parent } = at;
    if (ts.isJsxAttribute(parent)) {
      return !isUnseen(parent);
    }
    if (ts.isJsxExpression(parent)) {
      if (!ts.isJsxAttribute(parent.parent)) {
        return true;
      }
    } else if (ts.isConditionalExpression(parent)) {
      if (parent.condition === at) {
        return false;
      }
    } else if (ts.isBinaryExpression(parent)) {
      const { kind } = parent.operatorToken;
      const passes = kind === ts.SyntaxKind.PlusToken || kind === ts.SyntaxKind.BarBarToken || kind === ts.SyntaxKind.QuestionQuestionToken || kind === ts.SyntaxKind.AmpersandAmpersandToken;
      if (!passes) {
        return false;
      }
    } else if (!ts.isParenthesizedExpression(parent) && !ts.isTemplateSpan(parent) && !ts.isTemplateExpression(parent)) {
      return false;
    }
  }
  return false;
}

function isUnseen(attribute: ts.JsxAttribute): boolean {
  const name = attribute.name.getText();
  const element = attribute.parent.parent.tagName.getText();
  return UNSEEN.test(name) && !(name === 'name' && LABELLED.has(element));
}

/** Texts that the machine reads: imports, types, addresses, selectors, classes, queries, keys of the keyboard. */
function isCode(node: ts.Node): boolean {
  for (let at = node; at.parent !== undefined; at = at.parent) {
    const { parent } = at;
    if (ts.isImportDeclaration(parent) || ts.isTypeNode(parent) || ts.isElementAccessExpression(parent)) {
      return true;
    }
    if (ts.isPropertyAssignment(parent)) {
      return parent.name === at || parent.name.getText() === 'type';
    }
    if (ts.isAsExpression(parent) && ts.isPropertyAssignment(parent.parent)) {
      return parent.parent.name.getText() === 'type';
    }
    if (ts.isJsxAttribute(parent)) {
      return isUnseen(parent);
    }
    if (ts.isVariableDeclaration(parent)) {
      return parent.name.getText() === 'className';
    }
    if (ts.isCallExpression(parent) && at !== parent.expression) {
      return /(querySelector|querySelectorAll|closest|matches|matchMedia|getContext|addEventListener|removeEventListener|includes|startsWith|replace|set|lazyRouteComponent)$/.test(parent.expression.getText());
    }
    if (ts.isBinaryExpression(parent) && [ts.SyntaxKind.EqualsEqualsEqualsToken, ts.SyntaxKind.ExclamationEqualsEqualsToken].includes(parent.operatorToken.kind)) {
      return true;
    }
    if (ts.isStatement(parent)) {
      return false;
    }
  }
  return false;
}

function isWithinFunction(node: ts.Node): boolean {
  for (let at = node.parent; at !== undefined; at = at.parent) {
    if (ts.isFunctionLike(at)) {
      return true;
    }
  }
  return false;
}
