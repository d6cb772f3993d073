// Spanish: how people ask for a human. Written by hand; fitted on own utterances only.
import type { RequestData } from '../request-grammar.js';
import { ADDRESSES, GUARDS, REQUESTS } from './patterns.js';

export const es: RequestData = {
  locale: 'es',
  classes: {
    filler:
      'un|una|unos|el|la|los|las|lo|su|sus|tu|tus|vuestro|con|a|al|de|del|por favor|porfavor|porfa|pf|favor|ya|ahora|ahora mismo|mismo|real|reales|vivo|verdad|verdadera|verdadero|de verdad|de carne y hueso|algún|alguno|alguna|otro|otra|solo|sólo|simplemente|gracias|hola|sí|si|ok|también|directamente|inmediatamente|urgentemente|maldito|maldita|puto|puta|nuestro|señor|señora|que|quizás|mejor dicho|please|pls|plz|si es tan amable|amablemente|urgente|cuanto antes|lo antes posible|lo más pronto posible|a la brevedad|a la brevedad posible|en cuanto puedan|pronto|cuanto antes mejor|rápidamente|rápido',
    ask: 'quiero|kiero|qiero|quisiera|querría|quería|queremos|necesito|necesitaría|necesitamos|me gustaría|desearía|deseo|prefiero|preferiría|exijo|solicito|pido|requiero|puedo|podría|podríamos|podemos|puede|puedes|podéis|pueden|podrías|podrían|es posible|sería posible|hay forma|hay alguna forma|hay manera|hay alguna manera|cómo puedo|cómo hago para|cómo hago|cómo|qué tengo que hacer para|qué debo hacer para|dónde puedo|tengo que|debo|déjame|déjeme|dejadme|permítame|permíteme|ayúdame|ayúdeme|ayuda para|necesito ayuda para|quiero ayuda para|estoy intentando|intento|trato de|estoy tratando de|no sé cómo|me urge|haz|haga|me puede|me puedes|me podría|me podrías|me pueden|pueden|sería tan amable de|quisiera que|exijo que|quiero que|necesito que|prefiero que|por qué no puedo|no puedo|mejor|hasta que|hasta|pidiendo|llevo pidiendo|estoy pidiendo|he pedido|pedí|ya pedí|te pedí|le pedí|solicitando|insisto en|insisto|hágame el favor de|me haces el favor de|le ruego que|ruego|para hablar|para poder hablar|a qué número llamo|a qué número puedo llamar|a qué número|me gustaría que|preferiría que|pido que|solicito que|deseo que|espero que|quisiera que me|haga que|haz que|busco|estoy buscando|ocupo|me interesa|me urge hablar|favor de|a ver si puedo|busco hablar|ando buscando|tengo una pregunta para|una pregunta para|elijo|escojo|la opción de|opción de|me prometieron|sigo esperando a|sigo esperando|estoy esperando a|estoy esperando|esperando a|espero a|cuándo puedo|cuánto tardo en|prometieron|derecho a|tengo derecho a|es capaz de|cuál es el procedimiento para|procedimiento para',
    contact:
      'hablar|hablo|contacto con|atender|atienda|hablarle|charlar|chatear|conversar|contactar|contactarme|contacto|comunicarme|comunicar|comunicarse|ponerme en contacto|hablando|platicar|dialogar|llamar|tratar|ser atendido|ser atendida|que me atienda|atención de|hable|hable yo|consultar|consultarlo|reunirme|entrar en contacto|habla|continuar|seguir|proseguir|quejarme|quejarme con|ser escuchado|tratado por|revisado por|hacer el trámite|hacerlo|tramitarlo|resolverlo|resolver esto|gestionarlo|arreglarlo|hacer esto|ver esto|que me hable|entenderme|expresarme|ayuda de|la ayuda de|asistencia de|apoyo de|hablarlo|hablarlo con|explicárselo a|tratarlo|tratarlo con|asesoramiento de|una llamada con|comunicación con|que me ayude|dirigirme|localizar|conversarlo|verlo con|intercambiar|resolverlo con|solucionarlo con|platicarlo|trato con|que me conteste|que me responda|quejarme ante|quejarme a|presentar una queja con|presentar una queja ante|presentar una queja a|poner una queja con|poner una queja a|reclamar a|reclamar con|presentar un reclamo ante|explicarle a|reclamación/queja/reclamo ante/con/a',
    meet: 'ver|conocer',
    whom: 'con quién puedo|con quién|a quién puedo|a quién|quién puede|con quién hablo|a quién llamo|quién me atiende|quién me puede atender|quién puede atenderme|quién me puede ayudar|con quién tengo que|con quién debo|a quién debo|a quién me dirijo|con quién tengo que hablar',
    modal: 'puede|podría|que|pueden',
    hand: 'páseme|pásame|pasarme|pásenme|me pase|me pases|pase|conécteme|conéctame|conectarme|conéctenme|me conecte|transfiérame|transfiéreme|transfiera|transferirme|transfiere|transferir|me transfiera|me transfieras|me transfieran|póngame|ponme|ponerme|me ponga|me pongas|me pone|me pones|me pasa|me pasas|me pasan|me conecta|me conectas|me transfiere|me transfieres|comuníqueme|comunícame|comuníquenme|me comunica|me comunique|derívame|derívame|deríveme|derivarme|me derive|me deriva|redirígeme|redirigirme|mándame con|desvíame|pasar|pasarle|conectar|póngame en contacto|ponme en contacto|ponme en comunicación|en manos de|en manos|poner en manos|derivar|derive|deriven|me deriven|derivarlo|remitir|me remita|me remitan|me comuniquen|me comunicas|comunícame con|pásenme con|me puede pasar|enlázame|enláceme|me enlaza|contácteme con|contáctame con|contáctenme con|contáctenos con|vincúleme|direccióneme|me direcciona|me redirija|redirija|escale|allá con|remítame|remíteme|que me pasen con|me pasan con|me comunican|me comuniques|me contactas con|me puedes pasar|me podrías pasar|me podría pasar|me pueden pasar|me pueden comunicar|me puede comunicar|llámame a|desvíeme|pon a|pásele|diríjame|dirígeme|me pasen|me pasen con|deme con|dame con|me da con',
    sent: 'transferido|transferida|transferirme|conectado|ser transferido|ser transferida|que me transfieran|que me pasen|que me conecten|que me comuniquen|que me atienda|que me atiendan|que me contacte|que me llame',
    handed:
      'transfiérame|transfiéreme|transferirme|que me transfieran|páseme|pásame|me puede transferir|me puedes transferir|me podría transferir|me pueden transferir|me transfiere|me transfieres|me podrías transferir|me transfieren|me pasas|me pasan',
    give: 'dame|deme|denme|quiero|consígueme|consígame|tráeme|búscame|envíame|mándame|llame|llama|póngame|ponme|hay|hablar|tráiganme|traiga|traigan|consíganme|búsquenme|pónganme|ponedme|que venga|que se ponga|llamen a|llame a|venga|ponga a|busquen a|busque a',
    human:
      'humano|humana|humanos|ser humano|seres humanos|persona|personas|persona física|persona humana|agente|agentes|agente humano|agente en vivo|asesor|asesora|asesores|asesor humano|representante|representantes|operador|operadora|operadores|operario|ejecutivo|ejecutiva|encargado|encargada|supervisor|supervisora|gerente|jefe|jefa|superior|responsable|director|directora|empleado|empleada|trabajador|atención humana|soporte humano|alguien real|alguien de verdad|alguien humano|alguien más|alguna otra persona|alguien que me|alguien que pueda|alguien que sepa|alguien del|alguien de|teleoperador|teleoperadora|dependiente|persona a cargo|persona encargada|mi asesor|mi gestor|chat en vivo|miembro del equipo|personal humano|personas reales|persona viva|interlocutor|trato humano|contacto humano|ayuda humana|alguien competente|alguien con autoridad|un humano|coordinador|coordinadora|ejecutivo de cuenta|asesor comercial|alguien capacitado|alguien con experiencia|alguien en persona|una persona real|gente real|gente de verdad|funcionario|funcionaria|trabajadora|mando|alguien del equipo|alguien de su equipo|alguien de vuestro equipo|ejecutivos|agente de carne y hueso',
    role: 'asistente|especialista|experto|experta|técnico|técnica|médico|médica|doctor|doctora|enfermera|enfermero|gente|abogado|comercial|consultor|ustedes en persona|dueño|compañero|compañera|equipo humano',
    anyone:
      'alguien|algún|alguno|alguna persona|quien pueda|alguien que sepa|quien sepa|quien me pueda|quien corresponda|cualquiera|con quien pueda|con quien corresponda|con alguien que pueda',
    desk: 'atención al cliente|atención a clientes|servicio al cliente|servicio de atención|servicio de atención al cliente|soporte|soporte técnico|servicio técnico|asistencia técnica|asistencia|ventas|departamento de ventas|departamento|facturación|reclamaciones|reclamos|el equipo|equipo|la oficina|la central|recepción|call center|mesa de ayuda',
    bot: 'bot|robot|máquina|robots|bots|contestador|inteligencia artificial|ia|chatbot|ordenador|computadora|asistente virtual|programa',
    tired:
      'harto de|harta de|cansado de|cansada de|estoy harto de|estoy harta de|odio|no quiero|no quiero seguir|me niego a|me niego|no pienso|no voy a|basta de|ya basta de|estoy cansado de|estoy cansada de|rechazo|detesto',
    escalate: 'escalar|escale|escala|escalen|escalarlo|escalad|elevar|eleve|eleva|escalado|escalación',
    case: 'esto|este|mi|caso|problema|queja|reclamo|reclamación|ticket|incidencia|asunto|esta|lo',
    exist:
      'hay|hay algún|hay alguna|tienen|tenéis|tienes|tiene|existe|no hay|habrá|está|están|no tienen|no tenéis|no tienes|no cuentan con|cuentan con|no hay ningún|no hay ninguna|está disponible|hay disponible',
    around:
      'disponible|disponibles|ahí|aquí|con quien|con el que|con la que|que pueda|que me pueda|que me|en línea|detrás',
    back: 'me llame|me llamen|me contacte|me contacten|me llama|llámame|llámeme|me devuelva la llamada|me atienda|llamarme|me ayude en persona|me llamara|me llamase|me llamaran|me contactara|me contactase|me contactaran|me atendiera|me atendiese|me devolviera la llamada|me devuelvan la llamada|se comunique conmigo|se comuniquen conmigo|se ponga en contacto conmigo|se pusiera en contacto conmigo|me hable|me explique|me escriba|me conteste|me responda|contactarme|marcarme|me marque|me marquen|hablarme|atenderme|telefonearme|que me llame|que me llamen|que me contacte|que me atienda|que me llame por teléfono|que me llamara|que me contactara|que me atendiera|que me llamase|que me hable|que me escriba|que me explique|me atiende',
    callback:
      'que me devuelvan la llamada|devolución de llamada|que me llamen|llámenme|llámeme|me pueden llamar|me puede llamar|una llamada|me pueden llamar por teléfono|me podrían llamar|me podría llamar|pueden llamarme|podrían llamarme|puede llamarme|podría llamarme|puedes llamarme|me puedes llamar|llamarme|llámame|llamadme|que alguien me llame|llámame por favor|llámenme por favor|llámeme por favor|me marcan|márquenme|me devuelvan la llamada|devuélvanme la llamada|que me llame|que me marquen|me llamáis|podéis llamarme|me llamen',
    takeover:
      'me atienda|revise esto|revise mi|revisar|revisar esto|revisar mi|atenderme|me ayude|ayudarme|hacerse cargo|se haga cargo|intervenga|intervenir|lo vea|lo revise|me lo revise|revisara|lo revisara|revise|lo mire|mirara|analice mi|analizara|se ocupe|se encargue|me responda|me conteste|me resuelva|solucione|contestarme|responderme|asistirme|verlo|mirarlo|gestione|gestionar|mire|la revise|mire esto|mire mi|estudie mi|vea mi|vea esto|atienda mi|lo resuelva|resuelva esto|lo solucione|solucione esto|ver|revisarlo|decidir|decidirlo|ayudar|atender|asistir|lo decida',
    denial:
      'no quiero|no quiero hablar más|no necesito|no me pase|no me pases|no me transfiera|no me transfieras|no me transfieran|no me conecte|no me conectes|no deseo|no hace falta|no es necesario|no prefiero|prefiero no|preferiría no|sin|sin tener que|sin necesidad de|nunca|en vez de|en lugar de|no pido|no quisiera|no me gustaría|no estoy pidiendo|no me comunique|evitar|odio|no gracias|no|no escale|no escales|antes de|ya no quiero|ya no necesito|no busco|cancelar|anular|aplazar',
    reported:
      'hablé|he hablado|hablaba|me dijo|me dijeron|me ha dicho|dijo|dice|llamé|contacté|me atendió|me atendieron|me prometió|me informó|me aseguró|me colgó|me llamó|ayer|anteriormente|la semana pasada|estoy hablando|estoy hablando con|eres|es usted|usted es|soy|fue|era|ser|cuántos|cuántas|es|pareces|hablas como|trabajo como|trabajo de|quién es|cómo se llama|sois|trabajar como|quejarme de|queja contra|queja de|queja sobre|ya escalé',
    hours: 'horario|horarios|a qué hora|hora|horas|qué días|cuándo|correo|dirección|teléfono de|número de',
    person: 'mi|mis|nuestro',
    decoy:
      'agente de viajes|agencia de viajes|agente inmobiliario|modo agente|recursos humanos|derechos humanos|error humano|cuerpo humano|por persona|en persona|cada persona|una persona más|otra persona a mi|otra persona al|dos personas|2 personas|tres personas|4 personas|cuatro personas|muestra representativa|datos personales|operador turístico|agente de usuario|persona de contacto|habitación para|para una persona|para otra persona|número de personas|persona adicional|jefe de proyecto|servicio de habitaciones|servicio de envío|a otra persona|de otra persona|gestor de contraseñas|tengo que pagar|mejor que|más que una persona|más que un humano|como una persona|dijo que debía|me dijo que|tengo que llamar|debo llamar|otra persona puede|puede otra persona|podría otra persona|pueden otras personas|otra persona recoja|otra persona recoger|otra persona pueda|persona autorizada|agente de seguros|agente de aduanas|agente comercial|responsable legal|operador logístico|operador móvil|personas mayores|persona mayor|persona jurídica|nadie|la persona que|las personas que|tercera persona|persona física o',
    money:
      'dinero|euros|dólares|pesos|saldo|fondos|factura|enlace|archivo|código|reserva|pedido|billete|puntos|cuenta',
    polite: 'por favor|ya|ahora',
    phone: 'por teléfono|al teléfono|por móvil|en línea',
    ami: 'hablo|estoy hablando|estaré hablando|estoy chateando',
    howto: 'cómo contacto con|cómo contacto a|cómo localizo a|cómo doy con',
    phoneno:
      'cuál es el teléfono|cuál es el número|qué número|a qué número|qué teléfono|a qué teléfono|teléfono para|número para|hay un teléfono|hay algún teléfono|hay un número|tienen un teléfono|tienen teléfono|tienen un número',
    plain:
      'humano|persona real|agente|agente humano|operador|operadora|representante|asesor|asesor humano|supervisor|gerente|atención al cliente|servicio al cliente|ser humano|persona|alguien real|asistencia humana|persona de verdad|humano real|ejecutivo|asesora|soporte humano|atención humana|ayuda humana|operador humano|encargado|jefe|alguien de verdad|humano por favor|agente real|agente de verdad|representante humano',
    inperson: 'atención personalizada|trato personal|atención personal',
    greeting: 'hola|gracias|buenos días|buenas tardes|buenas|estimado|estimada|adiós|querido',
    break: 'y|pero|entonces|pues|así que|vale|bueno',
    addto: 'agrega|agregue|agreguen|añade|añada|mete|meta|incluye|une|suma|invita|invite',
    here: 'al chat|en el chat|a la conversación|a este chat|en la conversación|a la llamada|en este chat',
    asking: 'ya pedí|he pedido|pedí|ya solicité|llevo pidiendo|estoy pidiendo',
    no: 'basta de|nada de|no más|fuera|no quiero|sin|ya no más|dejen el|deja el',
    toomuch:
      'complicado para|muy complicado para|demasiado complicado para|difícil para|complejo para|demasiado complejo para',
    tell: 'dile a|dígale a|díganle a|pídale a|pídele a|dile|dígale|díganle',
    missing: 'dónde está|dónde están|todavía no hay|aún no hay|sigue sin haber',
    callme:
      'llámeme|llámame|llámenme|llamadme|me podéis llamar|me pueden llamar|me puede llamar|me puedes llamar|me podrían llamar|marcarme|márqueme',
    must: 'tiene que|debe|debería|tendría que|tienen que',
    subj: 'lo revise|lo decida|lo vea|lo mire|decida|lo resuelva|lo atienda|lo estudie|lo valore|me ayude',
    why: 'por qué no|por que no|porque no',
    tellto: 'explicarle|explicar|contarle|contar|plantear|exponer|presentar|tratar|consultar',
    free: 'disponible|disponibles|libre|en línea|online|conectado',
    naming: 'llamada|llamado|que se llama|de nombre',
  },
  requests: [...REQUESTS, '^ sent ~1 human|role|anyone|desk'],
  guards: GUARDS,
  addresses: ADDRESSES,
  notTypos:
    'habla hablas agenda agencia personal humanidad contrato contacto llame jefes gente puerto opera operación real llevar lleva llevo llevara compania linea',
};
