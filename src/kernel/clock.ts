/** The present moment. Injected, so that time in tests is a value. */
export type Now = () => Date
