/** The door for `import`: the very module that `require` gives, so that there is one registry and one context in a process that does both. */
export * from "./dist/index.js";
