// YAML 1.1, which Jekyll and Hexo use, also reads `yes` and `on` as true.

/** Whether a value means yes: `true`, `yes`, `on` or 1. */
export const isYes = (value: unknown): boolean => /^(?:true|yes|on|1)$/i.test(`${value}`.trim());

/** Whether a value means no: `false`, `no`, `off` or 0. */
export const isNo = (value: unknown): boolean => /^(?:false|no|off|0)$/i.test(`${value}`.trim());
