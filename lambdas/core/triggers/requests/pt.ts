// Portuguese, of Brazil and Portugal: how people ask for a human. Written by hand; fitted on own utterances only.
import type { RequestData } from '../request-grammar.js';
import { ADDRESSES, GUARDS, REQUESTS } from './patterns.js';

export const pt: RequestData = {
  locale: 'pt',
  classes: {
    filler:
      'um|uma|uns|o|a|os|as|seu|sua|seus|com|ao|à|de|do|da|dos|por favor|porfavor|pfv|pf|favor|pfvr|se faz favor|já|agora|agora mesmo|real|reais|vivo|de verdade|verdadeiro|verdadeira|de carne e osso|algum|alguma|outro|outra|só|somente|apenas|obrigado|obrigada|olá|oi|sim|ok|também|diretamente|imediatamente|urgente|urgentemente|maldito|maldita|que|talvez|senhor|senhora|teu|tua|please|pls|plz|por gentileza|gentilmente|por obséquio|se possível|o quanto antes|quanto antes|o mais rápido possível|com urgência|logo|rápido|rapidamente|e',
    ask: 'quero|kero|qro|queria|gostaria|gostaria de|eu quero|preciso|precisava|precisaria|precisamos|queremos|desejo|prefiro|preferia|preferiria|exijo|solicito|peço|posso|poderia|podia|podemos|pode|podes|podem|poderiam|vc pode|você pode|você poderia|é possível|seria possível|tem como|há como|dá para|dá pra|como posso|como faço para|como faço pra|como eu faço para|como eu|como|o que tenho que fazer para|o que preciso fazer para|onde posso|tenho que|tenho de|devo|deixe-me|deixa eu|deixe eu|me deixa|me deixe|me ajude a|me ajuda a|ajude-me a|ajuda para|preciso de ajuda para|estou tentando|estou a tentar|tento|não sei como|por que não posso|não consigo|não posso|melhor|quero que|preciso que|gostaria que|exijo que|até|consigo|estou pedindo|pedindo|já pedi|pedi|insisto em|será que posso|tem jeito de|queria que|faz favor de|teria como|vocês podem|vcs podem|gostava de|gostava|quero é|solicitei|dá para eu|será possível|vc poderia|vocês poderiam|desejo que|peço que|solicito que|prefiro que|preferia que|espero que|faça com que|quero mesmo|como falo|escolho|tenho uma pergunta para|pergunta para|uma pergunta para|estou esperando|tô esperando|aguardando|estou aguardando|vocês me prometeram|me prometeram|prometeram|quando posso|quanto tempo pra|quanto tempo para|direito a|procuro|vocês conseguem|qual o procedimento para',
    contact:
      'falar|fala|conversar|contactar|contatar|entrar em contato|entrar em contacto|chat|teclar|comunicar|ligar|tratar|ser atendido|ser atendida|falando|conversando|contato|atendimento de|discutir|consultar|continuar|prosseguir|reclamar|ser ajudado por|ser atendido por|falar direto|dialogar|papear|bater papo|tirar dúvidas|escrever|resolver isso|resolver isto|fazer isso|tratar disto|tratar disso|ajuda de|a ajuda de|auxílio de|apoio de|assistência de|uma ligação com|conversa com|bater um papo|trocar uma ideia|esclarecer|resolver com|resolver isso com|resolver isto com|telefonar|ser ajudada por|ser atendida por|reunir|entrar em contato com|contactar com|falar mesmo|comunicação com|me comunicar|comunicar-me|pedir ajuda|reclamar com|me queixar com|queixar-me a|queixar-me ao|fazer uma reclamação com|apresentar queixa a|explicar para|explicar a|resolver isso direto com|falo|chatear',
    meet: 'ver|chamar',
    whom: 'com quem posso|com quem eu posso|com quem|quem pode|para quem|com quem eu falo|com quem falo|a quem posso|a quem devo|pra quem eu ligo|quem pode me|quem me atende|com quem devo|com quem preciso|quem me pode|com quem consigo',
    modal: 'pode|poderia|que|podem',
    hand: 'me passa|me passe|passa|passe|passe-me|passa-me|passar|me transfere|me transfira|transfira-me|transfere|transfira|transferir|me conecta|me conecte|conecte-me|conectar|me coloca|me coloque|coloca|coloque|me põe|ponha-me|põe-me|me encaminha|me encaminhe|encaminhe|encaminhar|encaminhe-me|me direciona|direcione|me direcione|me liga com|ligue-me|me ligue com|me bota|me põe em contato|me coloque em contato|passar-me|transferir-me|transfere-me|ligar-me|me chama|redirecione|direcionar|me direcionar|passem-me|me passem|me transfiram|transfiram|me conectem|me encaminhem|me redirecione|me redireciona|redirecionar|põe-me em contacto|ponham-me em contacto|me joga para|me manda para|me mande para|repasse|repassar|me transferir|me passar|me conectar|me encaminhar|me colocar|me redirecionar|encaminhar-me|transfere a|transfira a|passa a|passe a ligação|transfere a ligação|ponha|põe|ponha-me em contacto|me põe na linha|coloca na linha|encaminha|encaminha-me|reencaminhe|reencaminhar|reencaminhe-me|reencaminhar-me|chamar|me liga a|me leva|direciona',
    sent: 'transferido|transferida|ser transferido|ser transferida|conectado|encaminhado|encaminhada|que me transfira|que me transfiram|que me passem|que me atenda|que me ligue|transferido para|ser transferido para|ser transferida para',
    handed:
      'me transferir|me transfere|me transfira|transfira-me|transfere-me|ser transferido|ser transferida',
    give: 'me dá|me dê|dê-me|dá-me|me arruma|me arranja|chama|chame|chamem|me traz|traga|envie|mande|há|tem|quero|arranje|arranja|traz|chama aí|chama um|manda|bote|põe|ponha|consiga|consegue|venha|que venha|mande vir|arrume|me arrume|bota|coloca',
    human:
      'humano|humana|humanos|ser humano|seres humanos|pessoa|pessoas|pessoa real|pessoa física|pessoa de verdade|gente de verdade|agente|agentes|agente humano|atendente|atendentes|atendente humano|atendimento humano|representante|representantes|operador|operadora|operadores|assessor|assessora|consultor|consultora|supervisor|supervisora|gerente|chefe|superior|responsável|encarregado|encarregada|funcionário|funcionária|colaborador|colaboradora|alguém real|alguém de verdade|alguém humano|outra pessoa|alguém que possa|alguém que me|alguém que|alguém do|alguém da|suporte humano|chat ao vivo|telefonista|meu gerente de conta|meu assessor|membro da equipe|assistente humano|apoio humano|pessoas reais|pessoa viva|pessoa humana|contato humano|ajuda humana|atendimento real|atendimento pessoal|analista|coordenador|coordenadora|especialista humano|alguém competente|alguém com autoridade|técnico humano|gente real|gente como a gente|profissional|gestor|gestora|uma pessoa real|alguém capacitado|alguém responsável|alguém da equipe|alguém da equipa|alguém do suporte|alguém do atendimento|assistente real|assistente de verdade|assistente em pessoa|membro da equipa|pessoa responsável|pessoa competente|agente de atendimento|assistente de carne',
    role: 'assistente|especialista|técnico|técnica|médico|médica|doutor|doutora|enfermeira|enfermeiro|gente|advogado|dono|diretor|colega|vocês pessoalmente',
    anyone: 'alguém|alguma pessoa',
    desk: 'atendimento ao cliente|atendimento|serviço de atendimento|serviço ao cliente|apoio ao cliente|suporte|suporte técnico|assistência técnica|central de atendimento|sac|vendas|departamento de vendas|departamento|setor|faturamento|faturação|cobrança|reclamações|ouvidoria|equipe|equipa|central|recepção',
    bot: 'bot|robô|robôs|robo|máquina|computador|inteligência artificial|ia|chatbot|assistente virtual|programa|gravação',
    tired:
      'cansado de|cansada de|farto de|farta de|cansei de|odeio|não quero|não quero mais|não aguento|me recuso a|me recuso|recuso-me a|não vou|chega de|estou farto de|estou cansado de|basta de|detesto',
    escalate: 'escalar|escale|escala|escalonar|escalone|elevar',
    case: 'isso|isto|este|esse|meu|minha|caso|problema|reclamação|ticket|chamado|situação',
    exist:
      'há|tem|têm|existe|vocês têm|vocês tem|vc tem|não tem|não há|haverá|está|vcs têm|vcs tem|voces tem|vocês possuem|existe algum|existe alguma|tem algum|tem alguma|será que tem|tem aí|existe aí|têm aí|vocês não têm|vcs não tem|deve haver|há aí',
    around: 'disponível|disponíveis|aí|aqui|com quem|com quem eu|que possa|que me|online|na linha',
    back: 'me ligue|me liga|me ligar|me ligarem|me contacte|me contate|me telefone|me atenda|ligar para mim|ligar pra mim|retorne|me retorne|me atender|me ligasse|me ligue de volta|me retornar|me telefonar|telefonar-me|ligar-me|me ligassem|entre em contato comigo|entrem em contato comigo|entrar em contato comigo|me chame|me contactar|me contatar|me procure|contactar-me|me chamar|me responda|me responder|me explique|me explicar|falar comigo|fale comigo|entre em contacto comigo|me dar um retorno|me chama no telefone|que me ligasse|que me contatasse|que me chamasse|que me atendesse|que me retornasse|que me telefonasse|que me ligue|que me chame|que me contate|que me atenda',
    callback:
      'que me liguem|me liguem|me liguem de volta|retorno de ligação|retorno da ligação|uma ligação|me retornem|me telefonar|telefonem-me|liguem-me|ligue-me|retornem a ligação|me retorne a ligação|me ligarem|me ligar|pode me ligar|podem me ligar|entrem em contato comigo|entre em contato comigo|ser contactado|ser contatado|me ligue por favor|podem ligar-me|pode ligar-me|poderiam me ligar|poderia me ligar|liguem para mim|ligue para mim|ligue-me de volta|liga pra mim|me liga|me liguem por favor|me retornem a ligação|me liga de volta|receber uma ligação|receber uma chamada|que me ligue|que me telefonem',
    takeover:
      'me atenda|me atender|analise meu|analisar isso|revisar|revise|me ajudar|me ajude|assumir|intervir|ver isso|veja isso|resolver|analise|analisar|verifique|verificar|ver meu|veja meu|cuide|cuidar|olhe|olhar|resolva|que resolva|revisar meu|assuma|analise isso|analise isto|analise meu caso|analise o meu|avalie|avalie meu|veja o meu|olhe meu|olhe isso|reveja|trate disto|trate do meu|resolva isso|resolva isto|resolva meu|cuide disso|dê uma olhada|ver meu caso|olhar meu caso|ver|decidir|decida|atender',
    denial:
      'não quero|não quero mais|não preciso|não me passe|não me passa|não me transfira|não me transfere|não me conecte|não desejo|não é necessário|não precisa|prefiro não|preferia não|sem|sem ter que|sem precisar|nunca|em vez de|ao invés de|não estou pedindo|não gostaria|não pedi|evitar|odeio|não|antes de|já não quero|não escale|não me encaminhe|cancelar|anular|remarcar',
    reported:
      'falei|já falei|tinha falado|conversei|me disse|me disseram|disse|disseram|liguei|contactei|contatei|me atendeu|prometeu|informou|garantiu|desligou|me ligou|ontem|anteriormente|semana passada|estou falando|estou falando com|estou a falar com|você é|vc é|és|é você|sou|foi|era|parece|como um|como uma|ser|quantos|quantas|é um|é uma|trabalho como|fala como|quem é|isso é|trabalhar como|reclamar de|reclamar do|reclamar da|queixa contra|reclamação contra|reclamação sobre|trabajar como',
    hours:
      'horário|horários|que horas|a que horas|hora|horas|quais dias|quando|email|e-mail|endereço|telefone do|número do',
    person: 'meu|minha|meus|minhas',
    decoy:
      'agente de viagens|agência de viagens|agente imobiliário|modo agente|recursos humanos|direitos humanos|erro humano|corpo humano|por pessoa|em pessoa|cada pessoa|mais uma pessoa|duas pessoas|2 pessoas|três pessoas|quatro pessoas|4 pessoas|amostra representativa|operadora de turismo|operadora de celular|pessoa de contato|pessoa de contacto|para outra pessoa|número de pessoas|gerente de projeto|gerenciador de senhas|meu chefe|pessoa adicional|a outra pessoa|melhor que|melhor do que|mais útil que|disse que eu devia|me disse para|vendedor|vendedora|preciso ligar|tenho que ligar|devo ligar|preciso telefonar|outra pessoa pode|pode outra pessoa|outra pessoa retirar|outra pessoa retire|outra pessoa buscar|agente de seguros|agente comunitário|pessoa jurídica|responsável legal|gerente da loja|pessoas idosas|pessoa idosa|terceira pessoa|profissional liberal|a pessoa que|desenvolvimento pessoal',
    money:
      'dinheiro|reais|euros|saldo|fundos|fatura|link|arquivo|código|reserva|pedido|bilhete|passagem|pontos|conta',
    polite: 'por favor|já|agora',
    phone: 'por telefone|ao telefone|no telefone|na linha',
    ami: 'falo|estou falando|estou a falar',
    howto: 'como contato|como contacto|como encontro|como acho|como chamo',
    phoneno:
      'qual o telefone|qual é o telefone|qual o número|qual é o número|que número|em que número|para que número|telefone para|telefone pra|número para|número pra|tem um telefone|tem algum telefone|há um telefone|há algum número',
    plain:
      'humano|pessoa real|atendente|atendente humano|agente|agente humano|operador|operadora|representante|supervisor|gerente|atendimento humano|ser humano|suporte humano|falar com atendente|pessoa|pessoa de verdade|atendimento|atendente real|ajuda humana|consultor|funcionário|suporte|humano real|gente de verdade|falar com humano|falar com uma pessoa|uma pessoa|humano de verdade|alguém de verdade|atendente de verdade|pessoa humana|assistente humano',
    greeting: 'olá|oi|obrigado|obrigada|bom dia|boa tarde|boa noite|caro|cara|tchau|prezado|prezada',
    break: 'mas|então|tá|bom',
    addto: 'adiciona|adicione|coloca|coloque|chama|chame|inclui|inclua|convida',
    here: 'no chat|na conversa|pro chat|para o chat|ao chat|nesse chat|neste chat|na ligação|à conversa',
    missing: 'cadê|cade|onde está|onde estão|ainda não tem|até agora nenhum',
    asking: 'já pedi|pedi|solicitei|estou pedindo|já solicitei',
    must: 'precisa|tem que|deve|deveria|tem de',
    no: 'sem|chega de|nada de|não quero|não quero mais|basta de',
    toomuch: 'complicado pra|complicado para|difícil pra|difícil para|complexo para|complexo pra',
    callme:
      'me liga|me ligue|me liguem|ligue-me|liguem-me|podem me ligar|pode me ligar|me ligar|liga pra mim',
    tell: 'fala pro|fala para|diz pro|diga ao|diga para|peça ao|peça para|avisa|pede pro|pede para',
    subj: 'decida|analise|revise|veja|resolva|cuide|avalie|me ajude|me atenda',
    why: 'por que não|por que você não|por que vocês não|por que vc não|porque não',
    free: 'disponível|disponíveis|online|livre|on-line',
    alone:
      'ninguém pra falar comigo|não tem ninguém pra falar comigo|não tem ninguém pra falar|não há ninguém com quem falar',
    tellto: 'explicar|contar|esclarecer|expor|apresentar',
    naming: 'chamada|chamado|que se chama|de nome|com o nome',
  },
  requests: [...REQUESTS, 'exist ~1 anyone|human ~2 takeover'],
  guards: GUARDS,
  addresses: ADDRESSES,
  notTypos:
    'medical falta falto falou agenda agência pessoal contrato gente chefia opera operação levar leva levo levara eleva',
};
