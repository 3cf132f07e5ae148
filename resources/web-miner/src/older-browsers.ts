/** Gives browsers from before 2025 what the kernels' code takes for granted; imported before all else. */
if (typeof Symbol.dispose !== 'symbol') {
  Object.defineProperty(Symbol, 'dispose', { value: Symbol('Symbol.dispose') });
}
