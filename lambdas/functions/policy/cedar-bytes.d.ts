// Cedar's WebAssembly inside the bundle: build.mjs resolves the name to the file, because the package exports no path to it.
declare module 'cedar-bytes' {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}
