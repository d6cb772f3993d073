// What several fidelity tests deploy: a zipped function, a policy.

/** `exports.handler = async () => 'zipped';` in index.js, deflated. */
export const HELLO_ZIP =
  'UEsDBBQAAAAIAAAAIQAu4FRnKQAAACcAAAAIAAAAaW5kZXguanNLrSjILyop1stIzEvJSS1SsFVILK7MS1bQ0FSwtVNQr8osKEhNUbcGAFBLAQIUAxQAAAAIAAAAIQAu4FRnKQAAACcAAAAIAAAAAAAAAAAAAACAAQAAAABpbmRleC5qc1BLBQYAAAAAAQABADYAAABPAAAAAAA=';
/** A policy that allows everything; also a trust policy. */
export const ALLOW_ALL =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}';
