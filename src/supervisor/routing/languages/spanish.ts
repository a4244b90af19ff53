import type { LanguageWords } from "./language.ts";

export const spanish: LanguageWords = {
  stemmer: "spanish",
  small: `el la los las un una unos unas de del al a en con por para sin sobre entre desde hasta y o pero no es son era eran fue fueron ser
    estar está están estaba hay ha han haber hemos tenemos tiene tienen tener que qué quién quiénes cuál cuáles cómo cuándo cuánto cuánta
    cuántos cuántas dónde porque se me te nos su sus mi mis nuestro nuestra nuestros nuestras lo le les este esta estos estas ese esa más
    menos mejor peor muy ya también solo hoy ayer mañana mes semana año día trimestre último última pasado pasada muestra muéstrame dame
    dime quiero puedes puede podrían podría favor gracias hola todo todos toda todas cada total totales está`,
  words: `
    revenue: ingresos, ingreso, facturación, ventas totales, recaudación, facturamos, facturado, ganamos, ganado, recaudamos, recaudado, ganancias brutas, dinero
    sell: venta, ventas, vender, vende, vendido, venden, vendimos, vendieron, vendió, vendidos, vendida, vendidas
    bestseller: más vendido, más vendidos
    buy: comprar, compra, compras, compraron, compró, compramos, comprado
    order: pedido, pedidos
    product: producto, productos, artículo, artículos, mercancía, género de venta
    category: categoría
    customer: cliente, clientes, comprador, clientela, compradores, consumidor, consumidores, comprador
    churn: irse, abandono, abandonar, marcharse, perder clientes, fuga, rotación de clientes, darse de baja, se van, se fueron, riesgo de irse, riesgo de abandono, dejarnos, cancelar, cancelaron, a punto de irse
    loyalty: lealtad, fidelidad, fiel, fieles
    segment: segmento, segmentos
    demographics: edad, género, demografía, edades, mujeres, hombres, grupo de edad, grupos de edad
    inventory: inventario, existencias, almacén, stock, depósito, bodega, quedan, queda, disponible, unidades disponibles, en almacén
    reorder: agotar, agotando, agotado, agotados, reabastecer, reponer, escasez, falta, volver a pedir, pedir más, por debajo del mínimo, poco stock, se acaba, se acaban, se agota, se agotan
    supplier: proveedor, proveedores, suministra, suministrador, abastece
    cost: costo, costos, coste, costes, gasto, gastos, gasta, gastar, gastamos, factura, cuesta, pagar, pagamos, gastado, gastó, gastaron, costó, costaron, pagamos, pagado, facturas, dinero gastado
    expensive: caro, cara, caros, caras, costoso
    cheap: barato
    budget: presupuesto
    waste: desperdicio, derroche
    save money: ahorrar, ahorro
    access: acceso, accesos, acceder, accedió, accedieron, vio, accedido, ha visto, han visto, leído, leyó, leyeron, abierto, abrió, miró, mirado
    login: inicio de sesión, inicios de sesión, iniciar sesión, entrar, sesión, sesiones, contraseña
    failed login: inicios de sesión fallidos, inicio de sesión fallido
    permission: permiso, permisos, privilegio, derecho, permisos, otorgó, otorgado, concedido, derechos
    denied: denegado, rechazado
    sensitive: sensible, sensibles, confidencial, confidenciales, datos personales, salario, nómina, nóminas, salarios, sueldo, sueldos, secreto, privado
    audit: auditoría
    threat: amenaza, ataque, sospechoso
    download: descargar, descargó, exportar, descargado, descargaron, descargas, descarga, exportado, exportó, extraído
    slow: lento, lenta, lentos, lentas, tarda, tardan, demora, lentitud, tardado, tardaron, dura demasiado, despacio
    fast: rápido, rápida, velocidad, rendimiento, duración, tiempo de respuesta, tiempo, rapidez, dura, duran, duró
    query: consulta, consultas
    queue: cola, espera, esperar
    overloaded: sobrecargado, saturado, carga
    fail: fallar, falló, fallaron, fallo, fallos, fallido, error, errores, incidente, caída, falla, fallado, fallidos, fallida, roto, rota, rompió, rompieron, cayó, cayeron, interrumpido, mal
    reliable: fiable, fiabilidad, confiable, estabilidad, tasa de éxito, terminó, terminaron, terminado, éxito, acabó, estable
    job: trabajo, trabajos, tarea, tareas, proceso, flujo de trabajo, procesos, carga nocturna, cargas, ejecución, ejecuciones, tubería
    data quality: calidad, calidad de los datos
    quality check: validación, comprobación
    stale: desactualizado, desactualizada, desactualizadas, obsoleto, actualizado, actualización, al día, antigua, antiguas, viejos, viejas, actualizó, actualizaron, fresca, retraso, retrasada
    missing value: valores faltantes, nulos, incompleto, vacíos, vacías, faltan, faltantes, huecos, completa, completos
    duplicate: duplicado, duplicados, repetido, repetidos, dobles, repetidas
    table: tabla, tablas
    region: región, norte, sur, este, oeste
    team: equipo, equipos, departamento
    platform: plataforma
    health: salud
    lifetime value: valor de cliente, valor del cliente, vale un cliente
  `,
};
