/**
 * Replaces src/core/warn.ts in dist/node, with the same exports: nobody would see a console message about a file that is being written.
 * The errors have the attribute, and the value if it is one, as fields, so that no tool parses a message.
 */

/** A value that an attribute does not allow. */
export class InvalidAttributeError extends TypeError {
  /** @param {string} attribute @param {string} value @param {string} allowed */
  constructor(attribute, value, allowed) {
    super(`Invalid value "${value}" for “${attribute}”. Allowed: ${allowed}.`);
    this.name = 'InvalidAttributeError';
    this.attribute = attribute;
    this.value = value;
    this.allowed = allowed;
  }
}

/** An attribute that another one requires. */
export class MissingAttributeError extends TypeError {
  /** @param {string} attribute @param {string} requiredBy name of the attribute without effect */
  constructor(attribute, requiredBy) {
    super(`“${requiredBy}” is ignored: “${attribute}” is missing.`);
    this.name = 'MissingAttributeError';
    this.attribute = attribute;
  }
}

/** @param {string} text @returns {never} */
export const warn = (text) => {
  throw new Error(text);
};

/** @param {unknown} _element @param {string} attribute @param {string} value @param {string} allowed @returns {never} */
export const warnAttribute = (_element, attribute, value, allowed) => {
  throw new InvalidAttributeError(attribute, value, allowed);
};

/** @param {unknown} _element @param {string} attribute @param {string} requiredBy @returns {never} */
export const warnMissing = (_element, attribute, requiredBy) => {
  throw new MissingAttributeError(attribute, requiredBy);
};
