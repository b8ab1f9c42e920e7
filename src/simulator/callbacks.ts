const CALLBACK = /\$\(([^()\s]*)\)|\$\[([^[\]\s]*)\]/g;

/**
 * The text with each callback, `$(…)` or `$[…]`, replaced by a marker as the phone would replace it
 * by a value. In a page with foreign text a marker means that the text reached the phone's evaluator.
 */
export function evaluateCallbacks(text: string): string {
  const evaluated = text.replace(
    CALLBACK,
    (_match, round?: string, square?: string) => `«EVALUATED:${round ?? square}»`,
  );
  return evaluated === text ? text : evaluateCallbacks(evaluated);
}
