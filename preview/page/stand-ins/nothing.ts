/** Stands in for editors of code, which no dashboard needs. */
const Nothing = (): null => null;
export const loader = { init: () => Promise.resolve(), config: () => undefined };
export const useMonaco = Nothing;
export default Nothing;
