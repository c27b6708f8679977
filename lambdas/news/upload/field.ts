import { xmlSafe } from '../values/xml-safe';

/** Something to say of one place of an upload. */
export interface Remark {
  /** A JSON pointer as a URI fragment (RFC 6901 §6): `#/tags/3`. */
  readonly pointer: string;
  readonly detail: string;
}

/** What is wrong with a field, and what would be right. */
export type FieldError = Remark;

/** What was changed in a field, or might be better. */
export type Warning = Remark;

/** Errors that are kept, so that a hostile upload gets no answer longer than itself. */
export const MAX_REMARKS = 100;

/** Bytes of JSON that warnings may have: they are kept with their revision, whose item has to stay under 400 KB. */
export const WARNING_BYTES = 8 * 1024;

/** What was found in an upload so far. */
export interface Findings {
  readonly errors: FieldError[];
  readonly warnings: Warning[];
}

/** One place of an upload: the value there, and the means to speak of it. */
export class Field {
  constructor(
    readonly value: unknown,
    private readonly findings: Findings,
    private readonly pointer = '#',
  ) {}

  /** The field inside this one; its value is undefined where there is none. */
  at(key: string | number): Field {
    const { value } = this;
    const inside = typeof value === 'object' && value !== null && Object.hasOwn(value, key);
    const found: unknown = inside ? Reflect.get(value, key) : undefined;
    return new Field(found, this.findings, `${this.pointer}/${pointerToken(key)}`);
  }

  /** Left out, or null, which programs send for the same. */
  get isAbsent(): boolean {
    return this.value === undefined || this.value === null;
  }

  /** Takes down that the value can't be used; `detail` says what would be right. */
  refuse(detail: string): undefined {
    if (this.findings.errors.length < MAX_REMARKS) this.findings.errors.push({ pointer: this.pointer, detail });
  }

  /** Takes down what was changed in the value, while there is room. */
  warn(detail: string): void {
    const { warnings } = this.findings;
    const warning = { pointer: this.pointer, detail };
    if (Buffer.byteLength(JSON.stringify([...warnings, warning])) <= WARNING_BYTES) warnings.push(warning);
  }

  /** What `read` makes of this field; `detail` is its error where that is nothing and no other error says why. */
  required<T>(read: (field: Field) => T | undefined, detail: string): T | undefined {
    const before = this.findings.errors.length;
    return read(this) ?? (this.findings.errors.length > before ? undefined : this.refuse(detail));
  }
}

// RFC 6901 §3 and §6. A lone surrogate has no UTF-8, so a name that holds one is pointed at without it.
const pointerToken = (key: string | number): string =>
  encodeURIComponent(xmlSafe(String(key)).replaceAll('~', '~0').replaceAll('/', '~1'));
