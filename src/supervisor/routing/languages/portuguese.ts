import type { LanguageWords } from "./language.ts";

export const portuguese: LanguageWords = {
  stemmer: "portuguese",
  small: `o a os as um uma uns umas de do da dos das em no na nos nas com por pelo pela para sem sobre entre desde até e ou mas não é são era eram
    foi foram ser estar está estão há tem têm temos ter que quem qual quais como quando quanto quanta quantos quantas onde porque se me nos
    seu sua nosso nossa nossos nossas este esta esse essa mais menos melhor pior muito já também só hoje ontem amanhã mês semana ano dia
    trimestre último última passado passada mostre mostra me quero pode obrigado obrigada olá todos tudo cada total`,
  words: `
    revenue: receita, receitas, faturamento, rendimento
    sell: venda, vendas, vender, vende, vendido
    buy: comprar, compra, compras
    product: produto, produtos, artigo
    category: categoria
    customer: cliente, clientes
    churn: abandono, cancelar, sair, evasão
    segment: segmento, segmentos
    inventory: estoque, stock, inventário, armazém
    reorder: repor, reabastecer, esgotar, esgotado, esgotados, faltar
    supplier: fornecedor, fornecedores
    cost: custo, custos, gasto, gastos, gasta, gastar, despesa, despesas, fatura, pagar
    expensive: caro, caros
    budget: orçamento
    access: acesso, acessos, acessar, acessou
    login: login, início de sessão
    permission: permissão, permissões
    sensitive: sensível, sensíveis, confidencial, dados pessoais
    slow: lento, lenta, lentos, lentas
    fast: rápido, velocidade, desempenho, duração
    query: consulta, consultas
    queue: fila, espera
    fail: falhar, falhou, falharam, falha, falhas, erro, erros
    reliable: confiável, confiabilidade
    job: trabalho, trabalhos, tarefa, tarefas
    data quality: qualidade, qualidade dos dados
    stale: desatualizado, desatualizadas, atualizado, atualização
    duplicate: duplicado, duplicados, duplicatas
    table: tabela, tabelas
    region: região, norte, sul
    team: equipe, equipa
  `,
};
