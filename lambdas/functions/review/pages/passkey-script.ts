// The one script of the pages, on those that use a passkey and no others: it asks the browser, puts the answer into the form,
// and sends it. Inline, named by its hash in the content security policy; it calls nothing.
import { createHash } from 'node:crypto';

export const SCRIPT = `
const form=document.querySelector('form[data-passkey]'),problem=document.getElementById('passkey-problem'),button=form.querySelector('button');
const bytes=text=>Uint8Array.from(atob(text.replace(/-/g,'+').replace(/_/g,'/')),c=>c.charCodeAt(0));
const text=buffer=>btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\\+/g,'-').replace(/\\//g,'_').replace(/=+$/,'');
form.addEventListener('submit',async event=>{
event.preventDefault();button.disabled=true;problem.hidden=true;
try{
const asked=JSON.parse(form.dataset.options),kind=form.dataset.passkey;
asked.challenge=bytes(asked.challenge);
if(asked.user)asked.user.id=bytes(asked.user.id);
if(asked.allowCredentials)asked.allowCredentials=asked.allowCredentials.map(one=>({...one,id:bytes(one.id)}));
const made=await navigator.credentials[kind]({publicKey:asked}),fields=kind==='get'?['clientDataJSON','authenticatorData','signature']:['clientDataJSON','attestationObject'];
form.elements.credential.value=JSON.stringify({id:made.id,...Object.fromEntries(fields.map(name=>[name,text(made.response[name])]))});
form.submit();
}catch{problem.hidden=false;button.disabled=false;problem.focus()}
});
`.trim();

/** `script-src` source of {@link SCRIPT}. */
export const SCRIPT_HASH = `sha256-${createHash('sha256').update(SCRIPT, 'utf8').digest('base64')}`;
