import type { LanguageWords } from "./language.ts";

export const spanish: LanguageWords = {
  stemmer: "spanish",
  small: `el la los las un una unos unas de del al a en con por para sin sobre entre desde hasta y o pero no es son era eran fue fueron ser
    estar está están estaba hay ha han haber hemos tenemos tiene tienen tener que qué quién quiénes cuál cuáles cómo cuándo cuánto cuánta
    cuántos cuántas dónde porque se me te nos su sus mi mis nuestro nuestra nuestros nuestras lo le les este esta estos estas ese esa más
    menos mejor peor muy ya también solo hoy ayer mañana mes semana año día trimestre último última pasado pasada muestra muéstrame dame
    dime quiero puedes puede podrían podría favor gracias hola todo todos toda todas cada total totales está`,
  words: `
    revenue: ingresos, ingreso, facturación, ventas totales, recaudación
    sell: venta, ventas, vender, vende, vendido, venden
    bestseller: más vendido, más vendidos
    buy: comprar, compra, compras
    order: pedido, pedidos
    product: producto, productos, artículo
    category: categoría
    customer: cliente, clientes, comprador
    churn: irse, abandono, abandonar, marcharse, perder clientes, fuga, rotación de clientes, darse de baja
    loyalty: lealtad, fidelidad, fiel, fieles
    segment: segmento, segmentos
    demographics: edad, género, demografía
    inventory: inventario, existencias, almacén, stock
    reorder: agotar, agotando, agotado, agotados, reabastecer, reponer, escasez, falta
    supplier: proveedor, proveedores
    cost: costo, costos, coste, costes, gasto, gastos, gasta, gastar, gastamos, factura, cuesta, pagar, pagamos
    expensive: caro, cara, caros, caras, costoso
    cheap: barato
    budget: presupuesto
    waste: desperdicio, derroche
    save money: ahorrar, ahorro
    access: acceso, accesos, acceder, accedió, accedieron, vio
    login: inicio de sesión, inicios de sesión, iniciar sesión
    failed login: inicios de sesión fallidos, inicio de sesión fallido
    permission: permiso, permisos, privilegio, derecho
    denied: denegado, rechazado
    sensitive: sensible, sensibles, confidencial, confidenciales, datos personales, salario
    audit: auditoría
    threat: amenaza, ataque, sospechoso
    download: descargar, descargó, exportar
    slow: lento, lenta, lentos, lentas, tarda, tardan, demora
    fast: rápido, rápida, velocidad, rendimiento, duración, tiempo de respuesta
    query: consulta, consultas
    queue: cola, espera, esperar
    overloaded: sobrecargado, saturado, carga
    fail: fallar, falló, fallaron, fallo, fallos, fallido, error, errores, incidente, caída
    reliable: fiable, fiabilidad, confiable, estabilidad, tasa de éxito
    job: trabajo, trabajos, tarea, tareas, proceso, flujo de trabajo
    data quality: calidad, calidad de los datos
    quality check: validación, comprobación
    stale: desactualizado, desactualizada, desactualizadas, obsoleto, actualizado, actualización
    missing value: valores faltantes, nulos, incompleto
    duplicate: duplicado, duplicados
    table: tabla, tablas
    region: región, norte, sur, este, oeste
    team: equipo, equipos, departamento
    platform: plataforma
    health: salud
  `,
};
