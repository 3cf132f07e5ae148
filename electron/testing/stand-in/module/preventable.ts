export interface Preventable {
  readonly defaultPrevented: boolean;
  preventDefault(): void;
}

/** An event whose receiver may say that what usually follows shall not. */
export function preventable<Details extends object>(details?: Details): Preventable & Details {
  let prevented = false;
  const event = {
    get defaultPrevented() {
      return prevented;
    },
    preventDefault() {
      prevented = true;
    },
  };
  // Not spread into one literal: that would read the getter once and for all.
  return Object.assign(event, details);
}
