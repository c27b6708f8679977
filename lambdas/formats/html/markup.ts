import { raw, html as template } from 'hono/html';

export { raw };

/** HTML that goes into a page as it is. */
export type Markup = ReturnType<typeof raw>;

type Part = Markup | string | number | readonly Markup[];

/**
 * HTML with every plain string escaped. hono's template turns into a promise only when a value is one, which `Part`
 * rules out: a page is there at once.
 */
export const html = (strings: TemplateStringsArray, ...parts: Part[]): Markup => template(strings, ...parts) as Markup;

/** Markup one below the other, without what is not there: `story.image && picture(story.image)`. */
export const joinLines = (...parts: readonly (Markup | readonly Markup[] | '' | false | undefined)[]): Markup =>
  raw(parts.flatMap((part) => part || []).join('\n'));
